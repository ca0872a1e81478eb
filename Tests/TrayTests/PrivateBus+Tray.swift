import DBus
import RealParts
import Testing

@testable import Tray

/// A tray that runs, and what comes of it.
struct RunningTray {
  let tray: Tray
  let script: Script
  let troubles: AsyncStream<TrayTrouble>

  /// The next thing that happens to it.
  func next() async -> TrayEvent? { await tray.events.first { _ in true } }
}

extension PrivateBus {
  /// Opens a connection to it.
  func connect() async throws -> Connection {
    try await Connection.open(.address(address))
  }

  /// Runs a tray on this bus as long as the body runs.
  ///
  /// - Parameter address: where the tray looks for the bus; this one's own has its id, which another at the same place
  ///   does not have.
  func withTray(
    _ script: Script = Script(), at address: String? = nil, numberedFrom first: Int32 = 1,
    timing: TrayTiming = .short,
    _ body: (RunningTray) async throws -> Void
  ) async throws {
    let (troubles, trouble) = AsyncStream.makeStream(of: TrayTrouble.self)
    let tray = Tray(
      id: "org.example.Sample", category: .applicationStatus, on: .address(address ?? self.address),
      numberedFrom: first,
      timing: timing, noting: { trouble.yield($0) }, content: { await script.content() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await tray.run() }
      try await body(RunningTray(tray: tray, script: script, troubles: troubles))
      group.cancelAll()
    }
  }

  /// Runs a tray that a watcher of a desktop has taken, and a host that reads it.
  func withHost(
    _ script: Script = Script(), numberedFrom first: Int32 = 1, timing: TrayTiming = .short,
    _ body: (FakeHost, RunningTray) async throws -> Void
  ) async throws {
    let watcher = try await FakeWatcher(on: self)
    let connection = try await connect()
    try await withTray(script, numberedFrom: first, timing: timing) { running in
      let sender = try #require(await watcher.asked.first { _ in true }?.sender)
      #expect(await running.next() == .available(true))
      try await body(FakeHost(connection: connection, item: sender), running)
    }
  }
}

extension TrayTiming {
  /// So short that a test need not wait for what is tried again, and long enough for a busy machine.
  static let short = TrayTiming(content: .seconds(20), watcher: .seconds(20), pause: .milliseconds(20))
}
