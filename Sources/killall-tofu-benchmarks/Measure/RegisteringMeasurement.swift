import Deadlines
import Foundation
import ProjectStore

/// Lets the daemon itself watch a large tree, and register project files that are written there.
struct RegisteringMeasurement: Sendable {
  /// The folder of the daemon's program.
  var programs: String
  var folder: String
  var size: SampleTree
  /// How many files are written, one after the other.
  var files: Int
  /// From the last file until the daemon counts as calm.
  var settling = Duration.seconds(30)
  /// How long nothing changes after that.
  var calm: Duration

  /// What was found.
  struct Result: Sendable {
    /// Milliseconds from the moment when a file is closed to that when its project stands in the database.
    var delays: [Double] = []
    /// How often the threads of the daemon woke while nothing changed.
    var wakeUps = 0
  }

  func run() async throws -> Result {
    let place = try DaemonPlace(at: folder, watching: "\(folder)/tree")
    _ = try SampleTree(directories: size.directories, entries: size.entries, places: 0).make(
      at: "\(folder)/tree")
    let store = try await ProjectStore.open(at: place.database, create: .file)
    let daemon = try RunningDaemon(in: place, programs: programs)
    defer { daemon.end() }
    var result = Result()
    // The first one waits for the look through the whole tree.
    for number in 0...files {
      let delay = try await register("\(folder)/tree/new\(number)", in: store, daemon)
      if number > 0 { result.delays.append(delay) }
    }
    // Threads that nobody needs any more end by themselves in this time.
    try await Task.sleep(for: settling)
    let before = try ContextSwitches(of: daemon.pid)
    try await Task.sleep(for: calm)
    result.wakeUps = try ContextSwitches(of: daemon.pid).total(since: before)
    return result
  }

  /// How long it took until the file in a new directory was registered, in milliseconds.
  private func register(_ path: String, in store: ProjectStore, _ daemon: RunningDaemon) async throws
    -> Double
  {
    guard mkdir(path, 0o700) == 0 else { throw LiveError.last("mkdir") }
    try Data("version: 1\ntimeout: 2h\ncommand: 'true'\n".utf8).write(
      to: URL(filePath: "\(path)/.killall.yaml"))
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(30) {
      if try await store.projects.find(path: path) != nil {
        return start.duration(to: .now) / .milliseconds(1)
      }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw LiveError.missing(1, of: 1, log: daemon.lastWords)
  }
}
