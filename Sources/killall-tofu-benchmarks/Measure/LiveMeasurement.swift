import Deadlines
import Foundation

/// Runs the lines that need the daemon itself.
struct LiveMeasurement: Sendable {
  /// The folder of the daemon's program.
  var programs: String
  var folder: String
  /// Whether a tenth has to do.
  var isQuick: Bool
  /// Hears what takes how long.
  var progress: @Sendable (String) -> Void

  /// How the daemon kept its deadlines.
  func deadlines() async throws -> DeadlineReport? {
    var measurement = DeadlineMeasurement(programs: programs, folder: folder)
    if isQuick { measurement.count /= 10 }
    progress("deadline-to-exec: \(measurement.count) deadlines, one per second")
    return DeadlineReport(try await measurement.run(), farProjects: measurement.farProjects)
  }

  /// What it costs to find projects.
  func discovery(rounds: Int) async throws -> DiscoveryReport? {
    var measurement = DiscoveryMeasurement(folder: folder, rounds: rounds)
    if isQuick { measurement.reduce(by: 10) }
    progress("discovery: a tree of \(measurement.size.entries) entries, \(rounds) rounds")
    let scans = try await measurement.run()
    progress("discovery: \(measurement.changes) files registered by a daemon")
    let registering = RegisteringMeasurement(
      programs: programs, folder: "\(folder)/registering", size: measurement.size, files: measurement.changes,
      calm: measurement.calm)
    return DiscoveryReport(scans, try await registering.run(), tree: measurement.size)
  }

  /// What a teardown costs.
  func executor() async throws -> ExecutorReport? {
    var measurement = ExecutorMeasurement(programs: programs, folder: folder)
    if isQuick { measurement.count /= 10 }
    progress("executor: \(measurement.count) teardowns in each of \(TeardownWay.allCases.count) ways")
    return ExecutorReport(try await measurement.run())
  }

  /// What the daemon costs at its start, and to be asked.
  func control(rounds: Int) async throws -> ControlReport? {
    var measurement = ControlMeasurement(programs: programs, folder: folder, rounds: rounds)
    if isQuick { measurement.calls /= 10 }
    progress("control: \(measurement.calls) calls, \(rounds) × list, \(rounds) starts of two daemons")
    return ControlReport(try await measurement.run(), measurement)
  }

  /// What starting a program costs.
  func coldStart(rounds: Int) throws -> ColdStartReport? {
    progress("cold-start: building two small programs, \(rounds) rounds")
    let place = "\(folder)/cold-start"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    let own = try ["killall-tofu", "killall-tofu-supervisor"].map { name in
      try StartedProgram(title: name, path: "\(programs)/\(name)", arguments: ["--version"]).stripped(
        in: place)
    }
    let all = own + [try SmallProgram.swift.build(in: place), try SmallProgram.c.build(in: place)]
    return ColdStartReport(all, try ColdStartMeasurement(programs: all, rounds: rounds).run())
  }

  /// What the daemon costs in a panel.
  func tray() async throws -> TrayReport? {
    var measurement = TrayMeasurement(programs: programs, folder: folder)
    if isQuick { measurement.watched /= 10 }
    let seconds = (measurement.settling + measurement.watched).wholeSeconds
    progress("tray: \(seconds) seconds, of which \(measurement.watched.wholeSeconds) are counted")
    return TrayReport(try await measurement.run(), projects: measurement.projects)
  }

  /// How the daemon kept its sleep.
  func wakeUps() async throws -> WakeUpReport {
    var measurement = WakeUpMeasurement(programs: programs, folder: folder)
    if isQuick { measurement.watched /= 10 }
    let seconds = (measurement.settling + measurement.watched).wholeSeconds
    progress("wake-ups: \(seconds) seconds, of which \(measurement.watched.wholeSeconds) are counted")
    return WakeUpReport(try await measurement.run(), farProjects: measurement.farProjects)
  }
}
