import DBus

/// The part of the user's own systemd that is used here; see org.freedesktop.systemd1(5).
struct UserSystemd: Sendable {
  static let name: BusName = "org.freedesktop.systemd1"

  let connection: Connection

  /// Whether it is there; it is never started for our sake.
  func isThere() async throws(BusError) -> Bool {
    try await connection.nameOwner(of: Self.name) != nil
  }

  /// Makes the unit, has it take the process in, and waits until that is over; its result, `done` if it went well.
  func start(_ scope: TeardownScope) async throws(BusError) -> String {
    // First, so that an end that comes before the answer is heard too.
    let ends = try await connection.signals(
      matching: MatchRule(sender: Self.name, path: path, interface: manager, member: "JobRemoved"))
    var call = Message.call(
      "StartTransientUnit", of: manager, at: path, on: Self.name,
      [.string(scope.unit), .string("fail"), scope.properties, .array([], of: auxiliaryUnit)])
    call.noAutoStart = true
    guard let job = try await connection.call(call).first?.objectPath else {
      throw .unexpectedReply("StartTransientUnit")
    }
    for await end in ends where end.body.count == 4 && end.body[1].objectPath == job {
      return end.body[3].string ?? ""
    }
    throw Task.isCancelled ? .cancelled : .disconnected
  }
}

private let path: ObjectPath = "/org/freedesktop/systemd1"
private let manager: InterfaceName = "org.freedesktop.systemd1.Manager"
private let auxiliaryUnit = ValueType.structure([.string, .array(.structure([.string, .variant]))])
