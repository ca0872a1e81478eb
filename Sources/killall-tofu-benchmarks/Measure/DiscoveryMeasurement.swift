import Discovery
import Foundation

/// Looks through a large tree in each way in turn, and then lets a watcher notice changes in it, and nothing at all.
struct DiscoveryMeasurement: Sendable {
  /// Where the tree is made.
  var folder: String
  /// How often each way has its turn.
  var rounds: Int
  var size = SampleTree()
  /// How many files are changed, one after the other.
  var changes = 200
  /// How long nothing changes.
  var calm = Duration.seconds(60)

  /// What was found.
  struct Result: Sendable {
    /// Milliseconds of each way, round by round.
    var scans: [ScanWay: [Double]] = [:]
    /// Milliseconds from the moment when a file is closed to the report of it.
    var delays: [Double] = []
    /// How often the watcher's thread woke while nothing changed.
    var wakeUps = 0
    /// For how long nothing did.
    var calm = Duration.zero
  }

  /// Makes do with one part in `divisor`.
  mutating func reduce(by divisor: Int) {
    size = SampleTree(
      directories: size.directories / divisor, entries: size.entries / divisor, places: size.places / divisor)
    changes /= divisor
    calm /= divisor
  }

  func run() async throws -> Result {
    let root = "\(folder)/tree"
    let places = try size.make(at: root)
    var result = Result()
    for way in ScanWay.allCases { _ = try await scan(root, way) }
    for round in 0..<rounds {
      for way in ScanWay.order(ofRound: round) {
        result.scans[way, default: []].append(try await scan(root, way))
      }
    }
    let watcher = Watcher(roots: [root])
    defer { watcher.stop() }
    watcher.start()
    var reports = watcher.reports.makeAsyncIterator()
    _ = await reports.next(isolation: #isolation)
    for number in 0..<changes {
      let place = places[number % places.count]
      try Data("version: \(number)\n".utf8).write(to: URL(filePath: "\(place)/.killall.yaml"))
      let start = ContinuousClock.now
      while let report = await reports.next(isolation: #isolation), report != .places([place]) {}
      result.delays.append(start.duration(to: .now) / .milliseconds(1))
    }
    let start = ContinuousClock.now
    let before = try await watcherSwitches()
    try await Task.sleep(for: calm)
    result.wakeUps = try await watcherSwitches() - before
    result.calm = start.duration(to: .now)
    return result
  }

  /// How long it took, in milliseconds.
  private func scan(_ root: String, _ way: ScanWay) async throws -> Double {
    let start = ContinuousClock.now
    let found: Int
    switch way {
    case .find:
      found = try find(in: root)
    case .walk:
      found = TreeWalk().find(in: root).places.count
    case .watch:
      let watcher = Watcher(roots: [root])
      watcher.start()
      var reports = watcher.reports.makeAsyncIterator()
      let first = await reports.next(isolation: #isolation)
      let time = start.duration(to: .now) / .milliseconds(1)
      watcher.stop()
      // The end of ten thousand watches is not to fall into the next turn.
      while await reports.next(isolation: #isolation) != nil {}
      guard case .scanned(_, let places, _) = first, places.count == size.places else {
        throw LiveError.missing(size.places, of: size.places, log: "\(String(describing: first))")
      }
      return time
    }
    let time = start.duration(to: .now) / .milliseconds(1)
    guard found == size.places else { throw LiveError.missing(size.places - found, of: size.places, log: "") }
    return time
  }

  /// Runs find(1), and counts its lines.
  private func find(in root: String) throws -> Int {
    let path = "\(folder)/found"
    let output = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(output) }
    guard output >= 0 else { throw LiveError.last("open") }
    try ChildProgram(["find", root, "-name", ".killall.yaml"], output: output).end(0)
    return try Data(contentsOf: URL(filePath: path)).count { $0 == UInt8(ascii: "\n") }
  }

  /// The context switches of the watcher's thread so far, which it has its name for.
  ///
  /// A listing of threads may leave one out while another ends, so it is made again where the watcher's is not in it.
  private func watcherSwitches() async throws -> Int {
    for _ in 0..<100 {
      let threads = try ContextSwitches(of: getpid())
      let own = threads.counts.filter { thread, _ in
        (try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)) == "watcher\n"
      }
      if !own.isEmpty { return own.values.reduce(0, +) }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw LiveError.gone(pid: getpid())
  }
}

/// The ways to look through a tree.
enum ScanWay: String, CaseIterable, Codable, Sendable {
  /// The program of that name.
  case find
  /// Ours, as the command line does it.
  case walk
  /// The same while every directory comes to be watched, as the daemon does it.
  case watch

  /// Each one is first equally often.
  static func order(ofRound round: Int) -> [ScanWay] {
    let first = round % allCases.count
    return Array(allCases[first...] + allCases[..<first])
  }
}
