import DBus
import Foundation
import RealParts
import Testing

@testable import Daemon

/// Against a logind that others wrote, as a process of its own on a bus that counts as the system's.
@Suite(.timeLimit(.minutes(1))) struct LogindMockTests {
  @Test func locksComeAndGoWithSleep() async throws {
    let bus = try await PrivateBus()
    let client = try await Connection.open(.address(bus.address))
    let mock = try await LogindMock(on: bus, client)
    let sleeper = Sleeper(on: bus.address)
    try await doing {
      try await sleeper.run {
        try await mock.holds(["sleep delay"])
        sleeper.service.protect("Destroying “demo”")
        try await mock.holds(["sleep delay", "sleep:shutdown block Destroying “demo”"])
        try await mock.say(sleeping: true)
        try await mock.holds(["sleep:shutdown block Destroying “demo”"])
        #expect(sleeper.heard.all == ["sleep"])
        try await mock.say(sleeping: false)
        try await mock.holds(["sleep delay", "sleep:shutdown block Destroying “demo”"])
        sleeper.service.protect(nil)
        try await mock.holds(["sleep delay"])
        #expect(sleeper.heard.all == ["sleep", "wake"])
      }
      try await mock.holds([])
    } finally: {
      await mock.end()
    }
    #expect(sleeper.logged.all == [])
  }

  @Test func locksReturnWhenItIsRestarted() async throws {
    let bus = try await PrivateBus()
    let client = try await Connection.open(.address(bus.address))
    let first = try await LogindMock(on: bus, client)
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      sleeper.service.protect("a")
      try await first.holds(["sleep delay", "sleep:shutdown block a"])
      await first.end(SIGKILL)
      let second = try await LogindMock(on: bus, client)
      try await doing {
        try await second.holds(["sleep delay", "sleep:shutdown block a"])
      } finally: {
        await second.end()
      }
    }
    #expect(sleeper.logged.all == [])
  }
}

/// The logind of python-dbusmock.
private struct LogindMock {
  private let child: ChildProcess
  private let client: Connection

  /// Starts it and waits until it has the name.
  init(on bus: PrivateBus, _ client: Connection) async throws {
    self.client = client
    let changes = try await client.signals(
      matching: MatchRule(sender: .bus, member: "NameOwnerChanged", firstArgument: FakeLogind.name.text))
    let environment = ProcessInfo.processInfo.environment.merging(
      ["DBUS_SYSTEM_BUS_ADDRESS": bus.address]) { $1 }
    child = try ChildProcess(
      ["/usr/bin/python3", "-m", "dbusmock", "--template", "logind"], environment: environment)
    for await change in changes where change.body.last != .string("") { break }
  }

  func say(sleeping: Bool) async throws {
    try await ask(
      "EmitSignal", of: "org.freedesktop.DBus.Mock",
      [
        .string("org.freedesktop.login1.Manager"), .string("PrepareForSleep"), .string("b"),
        .array([.variant(.bool(sleeping))], of: .variant),
      ])
  }

  /// Asks until it holds these locks and no others: `what mode`, and why for those that block.
  func holds(_ expected: Set<String>) async throws {
    var held: Set<String>
    repeat {
      let locks = try await ask("ListInhibitors", of: "org.freedesktop.login1.Manager").first?.elements ?? []
      held = Set(
        locks.compactMap(\.fields).map { fields in
          let words = fields.prefix(4).compactMap(\.string)
          #expect(words[1] == "Killall-Tofu")
          return words[3] == "delay" ? "\(words[0]) delay" : "\(words[0]) \(words[3]) \(words[2])"
        })
    } while held != expected
  }

  func end(_ signal: Int32 = SIGTERM) async { await child.end(signal) }

  @discardableResult
  private func ask(_ member: MemberName, of interface: InterfaceName, _ body: [Value] = []) async throws
    -> [Value]
  {
    try await client.call(member, of: interface, at: "/org/freedesktop/login1", on: FakeLogind.name, body)
  }
}
