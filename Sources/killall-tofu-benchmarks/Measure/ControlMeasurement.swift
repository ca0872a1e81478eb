import DBus
import Deadlines
import Foundation
import ProjectStore
import RemoteControl

/// Starts the daemon with many projects and with none, asks it over D-Bus, and lists projects by the command line.
struct ControlMeasurement: Sendable {
  /// The folder of the programs.
  var programs: String
  var folder: String
  /// How often each daemon is started, and how often projects are listed in each way.
  var rounds: Int
  /// Active projects while the daemon is started.
  var farProjects = 10_000
  /// Active projects while it is asked, and while they are listed.
  var projects = 1_000
  /// How many deadlines are moved.
  var calls = 500

  /// What was found; the two ways of a turn stand at the same place of both lists.
  struct Result: Sendable {
    /// Milliseconds of each call that moved a deadline.
    var extensions: [Double] = []
    /// Milliseconds of the same without promises.
    var commits: [Double] = []
    /// Milliseconds of each `killall-tofu list`.
    var lists: [Double] = []
    /// Milliseconds of each `sqlite3`.
    var queries: [Double] = []
    /// The starts with all projects.
    var full: [DaemonStart] = []
    /// The starts with none.
    var empty: [DaemonStart] = []
  }

  func run() async throws -> Result {
    var result = Result()
    try await ask(into: &result)
    let full = try await place("full", projects: farProjects)
    let empty = try await place("empty", projects: 0)
    for round in 0..<rounds {
      // Each is first equally often.
      for isFull in round % 2 == 0 ? [true, false] : [false, true] {
        let start = try await DaemonStart.measure(in: isFull ? full : empty, programs: programs)
        if isFull { result.full.append(start) } else { result.empty.append(start) }
      }
    }
    return result
  }

  private func place(_ name: String, projects: Int) async throws -> DaemonPlace {
    let place = try DaemonPlace(at: "\(folder)/\(name)")
    try await Crowd(far: projects, due: 0, start: Timestamp(0)).fill(place) { _ in "" }
    return place
  }

  private func ask(into result: inout Result) async throws {
    let place = try await place("asked", projects: projects)
    // In a folder of its own: the daemon watches the folder of its file.
    let copy = "\(folder)/floor.db"
    try FileManager.default.copyItem(atPath: place.database, toPath: copy)
    let floor = try Floor(path: copy)
    let bus = try PrivateBus(in: place)
    defer { bus.end() }
    let client = try await Connection.open(.address(bus.address))
    let daemon = try RunningDaemon(in: place, programs: programs, on: bus)
    defer { daemon.end() }
    let owner = try await client.owner(of: DaemonStart.name, log: { daemon.lastWords })
    guard case .running(let remote) = try await RemoteDaemon.find(on: bus.address) else {
      throw LiveError.missing(1, of: 1, log: daemon.lastWords)
    }
    // The first of each finds everything cold.
    for number in 0...calls {
      let id = SampleProjects.id(number, of: projects)
      let extended = try await milliseconds { _ = try await remote.extend(id, at: nil, by: .hours(1)) }
      let committed = try await milliseconds {
        _ = try await client.call("Ping", of: "org.freedesktop.DBus.Peer", at: .root, on: owner)
        _ = try await floor.extend(id, by: .hours(1), at: SampleProjects.later)
      }
      guard number > 0 else { continue }
      result.extensions.append(extended)
      result.commits.append(committed)
    }
    try await list(place, bus, into: &result)
  }

  private func list(_ place: DaemonPlace, _ bus: PrivateBus, into result: inout Result) async throws {
    let environment = place.environment(bus: bus.address)
    let sql = """
      SELECT id, name, status, hold_reason, destroy_at, path, command FROM projects WHERE active
      ORDER BY destroy_at, id
      """
    for round in 0...rounds {
      let list = try await milliseconds {
        try await demandLines(["\(programs)/killall-tofu", "list"], environment)
      }
      let query = try await milliseconds {
        try await demandLines(["sqlite3", "-readonly", place.database, sql], environment)
      }
      guard round > 0 else { continue }
      result.lists.append(list)
      result.queries.append(query)
    }
  }

  /// Runs a program to its end and reads what it says through a pipe: a line for each project at the least.
  private func demandLines(_ arguments: [String], _ environment: [String: String]) async throws {
    let lines = try await onOwnThread {
      let pipe = Pipe()
      let program = try ChildProgram(
        arguments, environment: environment, output: pipe.fileHandleForWriting.fileDescriptor)
      try pipe.fileHandleForWriting.close()
      let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
      program.end(0)
      return said.count { $0 == UInt8(ascii: "\n") }
    }
    guard lines >= projects else { throw LiveError.fewLines(lines, of: projects, program: arguments[0]) }
  }
}

/// How long `work` takes.
private func milliseconds(_ work: () async throws -> Void) async rethrows -> Double {
  let start = ContinuousClock.now
  try await work()
  return start.duration(to: .now) / .milliseconds(1)
}
