import DBus
import Foundation

/// One start of the daemon, until other programs can see all its projects.
struct DaemonStart: Hashable, Sendable {
  /// Milliseconds until the daemon had its name, as seen by a client that asks every millisecond.
  var named: Double
  /// Milliseconds until a client that waited for the name had been told of all projects at once.
  var listed: Double
  /// How many those were.
  var count: Int
  /// What the daemon took when it had its name and had come to rest.
  var memory: ProcessMemory
  /// What it took after all projects had been asked for.
  var memoryListed: ProcessMemory

  static let name: BusName = "io.github.killallgit.KillallTofu1"

  /// Starts a daemon, and ends it again.
  static func measure(in place: DaemonPlace, programs: String) async throws -> DaemonStart {
    let bus = try PrivateBus(in: place)
    defer { bus.end() }
    let client = try await Connection.open(.address(bus.address))
    let start = ContinuousClock.now
    let daemon = try RunningDaemon(in: place, programs: programs, on: bus)
    defer { daemon.end() }
    _ = try await client.owner(of: name, log: { daemon.lastWords })
    let named = start.duration(to: .now)
    let objects = try await onOwnThread {
      try PlainClient(bus: bus.address).managedObjects(of: name.text)
    }
    let listed = start.duration(to: .now)
    daemon.end()
    bus.end()
    let (memory, memoryListed) = try await memory(in: place, programs: programs)
    return DaemonStart(
      named: named / .milliseconds(1), listed: listed / .milliseconds(1), count: objects, memory: memory,
      memoryListed: memoryListed)
  }

  /// What another start takes: nobody has asked that daemon for anything, until all is asked for.
  private static func memory(
    in place: DaemonPlace, programs: String
  ) async throws -> (ProcessMemory, ProcessMemory) {
    let daemon = try RunningDaemon(in: place, programs: programs)
    defer { daemon.end() }
    let client = try await Connection.open(.address(daemon.bus.address))
    _ = try await client.owner(of: name, log: { daemon.lastWords })
    // It gives back what only the start needed after five seconds.
    try await Task.sleep(for: .seconds(7))
    let memory = try ProcessMemory(of: daemon.pid)
    let address = daemon.bus.address
    _ = try await onOwnThread { try PlainClient(bus: address).managedObjects(of: name.text) }
    return (memory, try ProcessMemory(of: daemon.pid))
  }
}

extension Connection {
  /// Waits until somebody has the name, for half a minute at the most.
  func owner(of name: BusName, log: () -> String) async throws -> BusName {
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(30) {
      if let owner = try await nameOwner(of: name) { return owner }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw LiveError.missing(1, of: 1, log: log())
  }
}
