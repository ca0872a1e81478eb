import ArgumentParser
import Daemon
import Deadlines
import Foundation
import ProjectStore
import Settings
import SystemPackage
import Wording

struct Import: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take everything over from the original Killall-Tofu.",
    discussion: """
      Projects, history and settings. Without FILE it looks for ~/.killall/killall.db, killall.yaml and ignore; they \
      are only read. Nothing is destroyed by it: what is overdue is held and waits for you. What is registered \
      already is left as it is, so it may be run again.

      The exit code is 1 where something was not taken: rows that are named, such as an execution of a project that \
      is gone (at every repetition anew), or a file that cannot be read or written. The rest was taken all the same.

      EXAMPLE:
        killall-tofu import --dry-run
      """)

  @Argument(
    help: "The database to take over; left out, everything the original left in ~/.killall.",
    completion: .file())
  var file: String?

  @Flag(help: "Say what would be done, and write nothing.")
  var dryRun = false

  @Flag(help: "Print JSON for programs.")
  var json = false

  @OptionGroup var options: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    var report = ImportReport(isDryRun: dryRun, home: places.home)
    let session =
      if let file {
        try await takeDatabase(absolutePath(file), places, &report)
      } else {
        try await takeEverything(places, &report)
      }
    if json { try printJSON(report) } else { for line in report.lines(on: .output) { print(line) } }
    if report.hasNewActive { await session?.warnWithoutDaemon() }
    if report.isIncomplete { throw ExitCode(Failure.Code.refused.rawValue) }
  }

  /// Takes over what is found in the home; the session is that of the database, if there was one.
  private func takeEverything(_ places: Places, _ report: inout ImportReport) async throws -> Session? {
    guard let home = places.home else { throw Failure("HOME is not set; name the FILE to import") }
    let original = OriginalPlaces(home: home)
    let found = [original.database, original.settings, original.ignore].filter {
      FileIdentity(ofFileAt: $0) != nil
    }
    guard !found.isEmpty else {
      throw Failure(
        "nothing to import: there is no killall.db, killall.yaml or ignore in \((home + "/.killall").quoted); "
          + "if the database lies elsewhere, name it: killall-tofu import FILE")
    }
    var session: Session?
    if found.contains(original.database) {
      do {
        session = try await takeDatabase(original.database, places, &report)
      } catch let failure as Failure {
        // The settings are worth having all the same.
        tell("killall-tofu: \(failure)")
        report.isIncomplete = true
      }
    } else {
      report.absent.append(original.database)
    }
    report.take(settings: original.settings, to: places.settings)
    report.daemon =
      DaemonLock.holder(beside: options.path(in: places))?.processID
    report.take(ignore: original.ignore, to: places.ignore)
    return session
  }

  /// Takes over one database; nil where nothing is written.
  private func takeDatabase(_ source: String, _ places: Places, _ report: inout ImportReport) async throws
    -> Session?
  {
    let target = options.path(in: places)
    let now = Clock.system.now().wall
    do {
      if let identity = FileIdentity(ofFileAt: source), identity == FileIdentity(ofFileAt: target) {
        throw ImportError.ours(path: source)
      }
      var plan = try await ImportPlan.read(from: source, at: now) { resolvedPath($0) ?? absolutePath($0) }
      if let note = variablesNote(forDatabaseAt: source, places) { plan.askUser(because: note) }
      plan.demandConsent(at: Clock.system.now(), policy: Policy()) { path in
        FileManager.default.fileExists(atPath: path + "/" + ProjectFile.name)
      }
      report.plan = plan
      report.now = now
      report.isIncomplete = !plan.refused.isEmpty
      if dryRun {
        let present = try await ProjectStore.registeredPaths(at: target)
        report.foresee(present: present)
        return nil
      } else {
        let session = try await Session.open(options, creates: true)
        let reasons = Dictionary(
          plan.projects.map { ($0.project.path, $0.notes.filter(\.asksUser).map(\.words)) },
          uniquingKeysWith: { first, _ in first })
        report.outcome = try await session.store.takeOver(plan, at: { Clock.system.now().wall }) {
          Deadlines.LogEvent.imported($0, from: source, because: reasons[$0.path] ?? [], at: now)
        }
        return session
      }
    } catch let error as ImportError {
      throw Failure(error.words)
    }
  }

  /// What the original's settings gave every command and ours do not: it looked for them in the home, and a copy of its
  /// folder has them beside the database.
  private func variablesNote(forDatabaseAt source: String, _ places: Places) -> ImportNote? {
    let beside = source[..<(source.lastIndex(of: "/") ?? source.startIndex)] + "/killall.yaml"
    let files = Set([String(beside)] + (places.home.map { [OriginalPlaces(home: $0).settings] } ?? []))
    do {
      let names = try files.compactMap { try SettingsTranslation(contentsOf: $0) }.flatMap(\.variables)
      let given = try environmentAfterImport(places)
      let missing = Set(names).filter { given[$0] == nil }
      return missing.isEmpty ? nil : .globalVariables(missing.sorted())
    } catch {
      return .unknownVariables
    }
  }

  /// The variables that our settings give every command once the import is done.
  private func environmentAfterImport(_ places: Places) throws(SettingsError) -> [String: String] {
    guard FileIdentity.isAbsent(at: places.settings) else {
      return try Settings(contentsOf: places.settings, home: places.home).policy.execution.environment
    }
    // A database that was named brings no settings along.
    guard file == nil, let home = places.home,
      let translation = try SettingsTranslation(contentsOf: OriginalPlaces(home: home).settings),
      let text = translation.text
    else { return [:] }
    return try Settings(yaml: text, file: places.settings, home: places.home).policy.execution.environment
  }
}
