import ArgumentParser
import Foundation

/// The program: what the two engines cost, against libsqlite3 by hand in the same run, and, where asked for, how the
/// daemon keeps its deadlines and its sleep.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "killall-tofu-benchmarks",
    abstract: "Measures the engines of the store against libsqlite3 by hand.",
    discussion: """
      Three columns do the same work on one file in turn: the C API floor, the engine raw, the engine typed. \
      Times are medians of interleaved rounds; ratios are taken within each round. The program ends with 0 \
      whatever it finds, unless --check is given.

      Eight lines are measured only on demand: --only schedule is about the schedule alone; --only discovery looks \
      through a large tree beside find(1) and watches it; --only executor runs teardowns without a daemon; --only control starts the daemon and asks it and the command line; --only cold-start starts programs from the disk; --only deadline-to-exec and --only wake-ups run the daemon itself and take minutes; --only tray does so in a session of its own, beside udiskie. \
      Supervisor and daemon must lie beside this program.
      """,
    subcommands: [Sleep.self])

  @Option(help: "How many rounds, at least 1.")
  var rounds = 7

  @Flag(help: "Do a tenth of the operations in each round.")
  var quick = false

  @Option(
    help: ArgumentHelp("Measure only this line; may be repeated.", valueName: "name"),
    completion: .list(names))
  var only: [String] = []

  @Option(help: "Where the files lie while they are measured; a real disk, since commits are durable.")
  var folder: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "End with 1 if a goal is missed.")
  var check = false

  private static var names: [String] { Line.all.map(\.name) + LiveLine.allCases.map(\.rawValue) }

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds \(rounds): at least 1 is needed.") }
    for name in only where !Self.names.contains(name) {
      let names = Self.names.joined(separator: ", ")
      throw ValidationError("--only \(name): there is no such line. The lines are \(names).")
    }
  }

  func run() async throws {
    let folder = try BenchFolder(in: folder)
    defer { folder.remove() }
    var report = try await engineReport(in: folder)
    let live = LiveMeasurement(
      programs: Bundle.main.bundlePath, folder: folder.path, isQuick: quick, progress: tell)
    if only.contains(LiveLine.schedule.rawValue) {
      report.schedule = ScheduleReport(ScheduleMeasurement(rounds: rounds).run())
    }
    if only.contains(LiveLine.discovery.rawValue) {
      report.discovery = try await live.discovery(rounds: rounds)
    }
    if only.contains(LiveLine.executor.rawValue) { report.executor = try await live.executor() }
    if only.contains(LiveLine.control.rawValue) { report.control = try await live.control(rounds: rounds) }
    if only.contains(LiveLine.coldStart.rawValue) { report.coldStart = try live.coldStart(rounds: rounds) }
    if only.contains(LiveLine.deadlineToExec.rawValue) { report.deadlines = try await live.deadlines() }
    if only.contains(LiveLine.wakeUps.rawValue) { report.wakeUps = try await live.wakeUps() }
    if only.contains(LiveLine.tray.rawValue) { report.tray = try await live.tray() }
    print(json ? try report.json() : report.text)
    if check, !report.isMet { throw ExitCode.failure }
  }

  private func engineReport(in folder: BenchFolder) async throws -> Report {
    let lines = Line.all.filter { only.isEmpty || only.contains($0.name) }
      .map { quick ? $0.reduced(by: 10) : $0 }
    var results: [[Round]] = []
    if !lines.isEmpty {
      let measurement = Measurement(lines: lines, rounds: rounds, folder: folder.path)
      results = try await measurement.run { [rounds] in tell("round \($0 + 1) of \(rounds)") }
    }
    return Report(
      conditions: try await conditions(in: folder), lines: lines, rounds: results,
      engines: EngineSize.all(
        package: FileManager.default.currentDirectoryPath, build: Bundle.main.bundlePath))
  }

  /// Asked of the file itself, on the floor's connection.
  private func conditions(in folder: BenchFolder) async throws -> Conditions {
    let path = "\(folder.path)/conditions.db"
    let floor = try await Bench(path: path).floor
    return Conditions(
      rounds: rounds, isQuick: quick, folder: folder.path, isMemory: folder.isMemory,
      sqlite: try await floor.answer("SELECT sqlite_version()"),
      journalMode: try await floor.answer("PRAGMA journal_mode"),
      isFull: try await floor.answer("PRAGMA synchronous") == "2", isDebugBuild: _isDebugAssertConfiguration()
    )
  }
}

/// Says how far the run has come, to whoever waits.
private func tell(_ progress: String) {
  FileHandle.standardError.write(Data("\(progress)\n".utf8))
}
