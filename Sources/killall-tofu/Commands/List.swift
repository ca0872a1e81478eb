import ArgumentParser
import Daemon
import Deadlines
import Foundation
import ProjectStore
import Settings
import Wording

struct List: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the active projects and the time each has left.",
    discussion: """
      Failures and holds come first, then what is due next.

      EXAMPLE:
        killall-tofu list
        killall-tofu list --all --json
      """)

  @Flag(help: "Show destroyed and cancelled projects too, but for those that were removed.")
  var all = false

  @Flag(help: "Print a JSON array for programs.")
  var json = false

  @Flag(help: "Show it all the time, with keys to extend and cancel.")
  var watch = false

  @OptionGroup var file: FileOptions

  func validate() throws {
    guard !watch || !json else {
      throw ValidationError("--watch is for people and --json for programs; use one of them")
    }
  }

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    if watch, let flaw = Screen.flaw(in: ProcessInfo.processInfo.environment) { throw flaw }
    let isUnused = Session.isUnused(file.path(in: places), places)
    if !watch, isUnused { return print(json ? "[]" : Session.noProjectsYet) }
    // What waits for the first project needs a file to wait at.
    let session = try await Session.open(file, creates: watch && isUnused)
    if watch { return try await session.watch(all: all) }
    let overview = try await session.overview(all: all)
    for damaged in overview.damaged { tell("left out: \(damaged.words(inFileAt: session.database))") }
    if json { return try printJSON(overview.records(policy: session.settings.policy)) }
    guard !overview.projects.isEmpty else {
      if overview.over > 0 {
        return print(
          "No active projects. \(overview.over) that \(overview.over == 1 ? "is" : "are") over: killall-tofu list --all"
        )
      }
      return print("No \(all ? "" : "active ")projects. To register one: \(Session.firstProject)")
    }
    let table = ProjectTable(overview: overview, policy: session.settings.policy, home: session.places.home)
    for line in table.lines(on: .output) { print(line) }
    if overview.projects.contains(where: \.status.isActive) { await session.warnWithoutDaemon() }
  }
}

extension Overview {
  /// The projects as `--json` prints them.
  fileprivate func records(policy: Policy) -> [ProjectRecord] {
    projects.map { project in
      ProjectRecord(
        project: project, now: now, policy: policy,
        queuePlace: queue.firstIndex(of: project.id).map { $0 + 1 }, progress: progress[project.id])
    }
  }
}
