import ArgumentParser
import Daemon
import Deadlines
import Executor
import Foundation
import ProjectStore
import Settings
import SystemPackage
import Wording

struct Purge: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Delete old history, or a project with all of it.",
    discussion: """
      What is deleted is gone for good. Without PROJECT, executions and events that are older than \
      database.retention in config.yaml (90 and 30 days), with their logs. Nothing else ever deletes history, and \
      that of active projects always stays.

      EXAMPLE:
        killall-tofu purge --dry-run
        killall-tofu purge demo
      """)

  @Argument(
    help: "An id, a name, or a path with a “/” of a project that is not active; it goes with all its history."
  )
  var project: String?

  @Flag(help: "Only tell what would be deleted.")
  var dryRun = false

  @Flag(help: "Print a JSON object for programs.")
  var json = false

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    if project == nil, Session.isUnused(file.path(in: places), places) {
      return json ? try printJSON(PurgeRecord(isRehearsal: dryRun)) : print("No projects, so no history.")
    }
    // Going by the defaults, a slip in the settings could delete what its user wants to keep.
    let settings: Settings
    do {
      settings = try Settings(contentsOf: places.settings, home: places.home)
    } catch {
      guard project != nil else { throw Failure(error.description, .settings) }
      settings = Settings()
    }
    let session = try await Session.open(file)
    if let project {
      try await purge(try await session.find(project), session)
    } else {
      try await purge(settings, session)
    }
  }

  private func purge(_ settings: Settings, _ session: Session) async throws {
    let now = session.clock.now().wall
    let count = try await count(.past(settings.retention), nil, at: now, session)
    if count.countedTo < now { tell(PurgeText.clockLeapt(now: now, countedTo: count.countedTo)) }
    let record = removeFolders(of: count, session)
    if json { return try printJSON(record) }
    print(PurgeText.deleted(executions: count.executions, events: count.events, isRehearsal: dryRun))
    print(PurgeText.kept(executions: settings.executionRetention, events: settings.eventRetention))
  }

  private func purge(_ project: Project, _ session: Session) async throws {
    let count = try await count(.project(project.id), project, at: session.clock.now().wall, session)
    let record = removeFolders(of: count, session)
    if json { return try printJSON(record) }
    print(
      PurgeText.deleted(project, executions: count.executions, events: count.events, isRehearsal: dryRun))
  }

  private func count(
    _ scope: HistoryScope, _ project: Project?, at now: Timestamp, _ session: Session
  ) async throws -> HistoryCount {
    do throws(PurgeError) {
      return dryRun
        ? try await session.store.history(scope, at: now) : try await session.store.purge(scope, at: now)
    } catch {
      switch error {
      case .store(let error): throw Failure(error)
      case .notFound(let id): throw Failure(.notFound("\(id.number)"))
      case .active: throw Failure(project.map(PurgeText.isActive) ?? "\(error)")
      case .underWay: throw Failure(project.map(PurgeText.isUnderWay) ?? "\(error)")
      }
    }
  }

  /// The rows are gone, durably; now what they spoke of may go.
  private func removeFolders(of count: HistoryCount, _ session: Session) -> PurgeRecord {
    var record = PurgeRecord(count, isRehearsal: dryRun)
    guard !dryRun else { return record }
    let folders = ExecutionFolders(root: FilePath(session.places.executions))
    for name in count.folders {
      let path = "\(session.places.executions)/\(name)"
      switch folders.remove(name) {
      case .removed: record.foldersRemoved += 1
      case .absent: break
      case .inUse: tell(PurgeText.folderStays(path, because: "what they record still runs"))
      case .notOurs: tell(PurgeText.folderStays(path, because: "that is no name, or no folder, of ours"))
      case .failed(let reason): tell(PurgeText.folderStays(path, because: reason))
      }
    }
    return record
  }
}

/// What a purge did, as `--json` prints it.
private struct PurgeRecord: Encodable {
  let isRehearsal: Bool
  var projects = 0
  var executions = 0
  var events = 0
  var foldersRemoved = 0

  init(isRehearsal: Bool) {
    self.isRehearsal = isRehearsal
  }

  init(_ count: HistoryCount, isRehearsal: Bool) {
    self.init(isRehearsal: isRehearsal)
    projects = count.projects
    executions = count.executions
    events = count.events
  }

  enum CodingKeys: String, CodingKey {
    case isRehearsal = "dry_run"
    case projects, executions, events
    case foldersRemoved = "folders_removed"
  }
}
