import Deadlines
import Foundation

/// Counts how often processes wake while nothing is due for them, all in the same minute.
struct WakeUpMeasurement: Sendable {
  /// The folder of the daemon's program.
  var programs: String
  var folder: String
  /// Active projects whose deadlines are far off.
  var farProjects = 10_000
  /// From the start of the processes until they count as calm.
  var settling = Duration.seconds(30)
  /// How long they are watched.
  var watched = Duration.seconds(60)

  /// What was found.
  struct Result: Sendable {
    /// Switches of each process in the time.
    var switches: [Idler: Int] = [:]
    /// How many threads each had.
    var threads: [Idler: Int] = [:]
    /// How long they were watched.
    var time = Duration.zero
  }

  func run() async throws -> Result {
    let full = try await startDaemon("full", projects: farProjects)
    defer { full.end() }
    let empty = try await startDaemon("empty", projects: 0)
    defer { empty.end() }
    let sleeper = try startSleeper()
    defer { sleeper.end(SIGKILL) }
    let processes: [(idler: Idler, pid: pid_t)] = [
      (.daemon, full.pid), (.emptyDaemon, empty.pid), (.sleeper, sleeper.pid),
    ]
    try await Task.sleep(for: settling)
    var result = Result()
    let start = ContinuousClock.now
    let before = try processes.map { try ContextSwitches(of: $0.pid) }
    try await Task.sleep(for: watched)
    for (process, earlier) in zip(processes, before) {
      let later = try ContextSwitches(of: process.pid)
      result.switches[process.idler] = later.total(since: earlier)
      result.threads[process.idler] = later.counts.count
    }
    result.time = start.duration(to: .now)
    return result
  }

  private func startDaemon(_ name: String, projects: Int) async throws -> RunningDaemon {
    let place = try DaemonPlace(at: "\(folder)/\(name)")
    try await Crowd(far: projects, due: 0, start: Timestamp(0)).fill(place) { _ in "" }
    return try RunningDaemon(in: place, programs: programs)
  }

  private func startSleeper() throws -> ChildProgram {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    return try ChildProgram(["\(programs)/killall-tofu-benchmarks", "sleep"], output: nowhere)
  }
}

/// The processes that are watched while they have nothing to do.
enum Idler: String, CaseIterable, Codable, Sendable {
  /// The daemon with many projects, none of them due.
  case daemon
  /// The daemon with an empty file.
  case emptyDaemon
  /// This program, awaiting an event that does not come: it wakes once a second, for libdispatch, which looks after its
  /// threads as soon as it has any (`_dispatch_workq_monitor_pools`).
  case sleeper
}
