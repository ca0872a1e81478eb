import DBus
import Foundation
import RealParts

/// The logind of python-dbusmock with a user in it, whose lingering can be switched.
struct LingerMock {
  static let user: UInt32 = 4_321

  private let child: ChildProcess
  private let client: Connection
  private let calls: AsyncStream<Message>

  /// Starts it and waits until it has the name.
  init(on bus: PrivateBus, knowsUser: Bool = true) async throws {
    client = try await Connection.open(.address(bus.address))
    let changes = try await client.signals(
      matching: MatchRule(sender: .bus, member: "NameOwnerChanged", firstArgument: FakeLogind.name.text))
    let environment = ProcessInfo.processInfo.environment.merging(
      ["DBUS_SYSTEM_BUS_ADDRESS": bus.address]) { $1 }
    child = try ChildProcess(
      ["/usr/bin/python3", "-m", "dbusmock", "--template", "logind"], environment: environment)
    for await change in changes where change.body.last != .string("") { break }
    calls = try await client.signals(
      matching: MatchRule(sender: FakeLogind.name, interface: mock, member: "MethodCalled"))
    let path = "\"\(userPath.text)\""
    try await add("GetUser", "u", "o", knowsUser ? "ret = \(path)" : noSuchUser)
    try await add(
      "SetLinger", "ubb", "", "objects[\(path)].UpdateProperties('\(userInterface)', {'Linger': args[1]})")
    _ = try await client.call(
      "AddUser", of: mock, at: logind, on: FakeLogind.name,
      [.uint32(Self.user), .string("somebody"), .bool(true)])
  }

  /// What it is to do from now on when lingering is switched.
  func refuses() async throws {
    try await add(
      "SetLinger", "ubb", "",
      "raise dbus.exceptions.DBusException('not allowed', name='org.freedesktop.DBus.Error.AccessDenied')")
  }

  /// Switches lingering as the user would.
  func set(_ isOn: Bool) async throws {
    _ = try await client.call(
      "UpdateProperties", of: mock, at: userPath, on: FakeLogind.name,
      [.string(userInterface), .options(["Linger": .bool(isOn)])])
  }

  /// Whether it is on.
  func isOn() async throws -> Bool {
    try await client.call(
      "Get", of: "org.freedesktop.DBus.Properties", at: userPath, on: FakeLogind.name,
      [.string(userInterface), .string("Linger")]
    ).first?.unboxed.bool == true
  }

  /// Waits until this is called once more than before; its arguments.
  func called(_ name: String) async -> [Value]? {
    for await call in calls where call.body.first == .string(name) {
      return call.body.last?.elements?.map(\.unboxed)
    }
    return nil
  }

  func end(_ signal: Int32 = SIGTERM) async { await child.end(signal) }

  private func add(_ method: String, _ takes: String, _ returns: String, _ code: String) async throws {
    _ = try await client.call(
      "AddMethod", of: mock, at: logind, on: FakeLogind.name,
      [managerInterface, method, takes, returns, code].map { .string($0) })
  }
}

private let logind: ObjectPath = "/org/freedesktop/login1"
private let userPath: ObjectPath = "/org/freedesktop/login1/user/4321"
private let mock: InterfaceName = "org.freedesktop.DBus.Mock"
private let managerInterface = "org.freedesktop.login1.Manager"
private let userInterface = "org.freedesktop.login1.User"
private let noSuchUser =
  "raise dbus.exceptions.DBusException('no such user', name='org.freedesktop.login1.NoSuchUser')"
