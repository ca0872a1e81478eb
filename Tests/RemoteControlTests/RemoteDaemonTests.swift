import DBus
import Deadlines
import Foundation
import RealParts
import Testing

@testable import RemoteControl

@Suite struct RemoteDaemonTests {
  let daemon = FakeDaemon()

  private func found(on bus: PrivateBus) async throws -> RemoteDaemon {
    guard case .running(let found) = try await RemoteDaemon.find(on: bus.address) else {
      throw RemoteDaemonError.gone
    }
    return found
  }

  @Test func noBusAndNoDaemonAreTwoThings() async throws {
    guard case .noBus(let detail) = try await RemoteDaemon.find(on: "unix:path=/nowhere/bus") else {
      Issue.record("a bus from nowhere")
      return
    }
    #expect(!detail.isEmpty)
    let bus = try await PrivateBus()
    guard case .notRunning = try await RemoteDaemon.find(on: bus.address) else {
      Issue.record("a daemon from nowhere")
      return
    }
  }

  @Test func aDaemonSaysWhatItServes() async throws {
    let bus = try await PrivateBus()
    let remote = try await RemoteControl.start(on: bus, daemon)
    _ = try await remote.takeName()
    let found = try await found(on: bus)
    #expect(found.version == "1.2.3")
    #expect(found.database == "/data/a.db")
    #expect(try await RemoteDaemon.start(on: bus.address).database == "/data/a.db")
  }

  @Test func actionsReachTheDaemon() async throws {
    let bus = try await PrivateBus()
    let remote = try await RemoteControl.start(on: bus, daemon)
    remote.publish(project(7))
    _ = try await remote.takeName()
    let found = try await found(on: bus)
    let seven = Project.ID(7)
    #expect(try await found.extend("demo", by: .minutes(15)) == Timestamp(5_000))
    #expect(try await found.extend(seven, at: Generation(2), by: .seconds(1)) == Timestamp(5_000))
    try await found.cancel("demo")
    try await found.cancel(seven, at: nil)
    #expect(try await found.resume("demo") == Timestamp(6_000))
    #expect(try await found.resume(seven, at: Generation(3)) == Timestamp(6_000))
    #expect(
      daemon.calls == [
        "extend demo 900 current", "extend #7 1 g2", "cancel demo current", "cancel #7 current",
        "resume demo current", "resume #7 g3",
      ])
  }

  @Test func errorsComeBackTyped() async throws {
    let bus = try await PrivateBus()
    let remote = try await RemoteControl.start(on: bus, daemon)
    remote.publish(project(7))
    _ = try await remote.takeName()
    let found = try await found(on: bus)
    for kind in [
      RemoteError.Kind.ambiguous, .limitExceeded, .storeUnavailable, .notSupported, .other("org.ex.A"),
    ] {
      let error = RemoteError(kind, "why")
      daemon.refuse(error)
      await #expect(throws: RemoteDaemonError.refused(error)) { try await found.cancel("demo") }
    }
    for id in [Project.ID(8), Project.ID(-1)] {
      let error = await #expect(throws: RemoteDaemonError.self) { try await found.cancel(id, at: nil) }
      guard case .refused(let refusal) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(refusal.kind == .notFound)
    }
    await #expect(throws: RemoteDaemonError.self) { try await found.extend("nul\0", by: .seconds(1)) }
    await #expect(throws: RemoteDaemonError.self) { try await found.extend("demo", by: .seconds(-1)) }
  }

  // The one that was found is asked, never another that took its name.
  @Test func aDaemonThatLeftIsGone() async throws {
    let bus = try await PrivateBus()
    let connection = try await bus.connect()
    let state = DaemonState(version: "1", database: "/a")
    let first = RemoteControl(on: connection, daemon: state, actions: daemon.actions)
    _ = try await first.takeName()
    let found = try await found(on: bus)
    connection.close()
    await connection.closed()
    let second = try await RemoteControl.start(on: bus, daemon)
    while case .taken = try await second.takeName() {}
    await #expect(throws: RemoteDaemonError.gone) { try await found.cancel("demo") }
    #expect(daemon.calls.isEmpty)
    bus.kill()
    await #expect(throws: RemoteDaemonError.gone) { try await found.cancel("demo") }
  }

  @Test func aPeerThatOnlyHasTheNameIsNoDaemon() async throws {
    let bus = try await PrivateBus()
    let impostor = try await bus.connect()
    _ = try await impostor.requestName(RemoteNames.service)
    await #expect(throws: RemoteDaemonError.stranger(processID: getpid())) {
      try await RemoteDaemon.find(on: bus.address)
    }
    impostor.export(
      ExportedObject([
        Interface(RemoteNames.manager, properties: [.init("Version", .string) { .string("1") }])
      ]), at: RemoteNames.root)
    let error = await #expect(throws: RemoteDaemonError.self) { try await RemoteDaemon.find(on: bus.address) }
    #expect(error == .stranger(processID: getpid()))
  }

  @Test func startingSaysWhyItCannot() async throws {
    let bare = try await PrivateBus()
    await #expect(throws: RemoteDaemonError.notInstalled) { try await RemoteDaemon.start(on: bare.address) }
    let services = URL(filePath: bare.folder).appendingPathComponent("services")
    try FileManager.default.createDirectory(at: services, withIntermediateDirectories: true)
    try Data("[D-BUS Service]\nName=\(RemoteNames.service)\nExec=/bin/false\n".utf8)
      .write(to: services.appendingPathComponent("killall.service"))
    let bus = try await PrivateBus(services: services.path)
    let error = await #expect(throws: RemoteDaemonError.self) {
      try await RemoteDaemon.start(on: bus.address)
    }
    guard case .notStarted(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.contains("exited with status 1"), "\(text)")
    // Looking starts nobody.
    guard case .notRunning = try await RemoteDaemon.find(on: bus.address) else {
      Issue.record("started")
      return
    }
    await #expect(throws: RemoteDaemonError.self) { try await RemoteDaemon.start(on: "unix:path=/nowhere") }
  }
}
