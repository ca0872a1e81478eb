import DBus

/// Whether the services of this user outlive the last logout, as logind has it; see org.freedesktop.login1(5).
struct Lingering: Sendable {
  let connection: Connection
  let user: UInt32

  /// Whether it is on; nil where the user is not logged in at all.
  func isOn() async throws(BusError) -> Bool? {
    let object: ObjectPath
    do throws(BusError) {
      guard let path = try await ask("GetUser", of: manager, at: path, [.uint32(user)])?.objectPath else {
        throw .unexpectedReply("GetUser")
      }
      object = path
    } catch .refused(let error) where error.name == "org.freedesktop.login1.NoSuchUser" {
      return nil
    }
    let told = try await ask(
      "Get", of: "org.freedesktop.DBus.Properties", at: object,
      [.string("org.freedesktop.login1.User"), .string("Linger")])
    guard let isOn = told?.unboxed.bool else { throw .unexpectedReply("Linger") }
    return isOn
  }

  /// Switches it on or off; no user is ever asked for a password.
  ///
  /// - Throws: `BusError`; `refused` where the policy does not allow it.
  func set(_ isOn: Bool) async throws(BusError) {
    _ = try await ask("SetLinger", of: manager, at: path, [.uint32(user), .bool(isOn), .bool(false)])
  }

  private func ask(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath, _ arguments: [Value]
  ) async throws(BusError) -> Value? {
    try await connection.call(
      member, of: interface, at: path, on: Logind.name, arguments, within: .seconds(10)
    ).first
  }
}

private let path: ObjectPath = "/org/freedesktop/login1"
private let manager: InterfaceName = "org.freedesktop.login1.Manager"
