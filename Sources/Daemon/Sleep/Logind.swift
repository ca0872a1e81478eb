import DBus

/// The part of logind's interface that is used here; see org.freedesktop.login1(5) and its "Inhibitor Locks".
struct Logind: Sendable {
  /// What a lock does to whatever it is taken against.
  enum Mode: String {
    /// It waits until the lock is let go, for a few seconds at most.
    case delay
    /// It is refused while the lock is held.
    case block
  }

  static let name: BusName = "org.freedesktop.login1"

  let connection: Connection

  /// Takes a lock, which lasts as long as its descriptor is open, on any connection or none.
  ///
  /// The bus starts logind for this if it can. No user is ever asked for a password.
  ///
  /// - Throws: `BusError`; `refused` where there is no logind, or it does not allow the lock.
  func inhibit(_ what: String, why: String, _ mode: Mode) async throws(BusError) -> Descriptor {
    // C sees no more of a text than what stands before NUL, and the bus takes none.
    let why = why.replacing("\0", with: "")
    let answer = try await connection.call(
      "Inhibit", of: manager, at: path, on: Self.name,
      [.string(what), .string("Killall-Tofu"), .string(why), .string(mode.rawValue)])
    guard let lock = answer.first?.descriptor else { throw .unexpectedReply("Inhibit") }
    return lock
  }

  /// How long logind waits for those who hold a lock of ``Mode/delay``; its usual 5 s where it does not tell.
  func longestDelay() async -> Duration {
    var question = Message.call(
      "Get", of: "org.freedesktop.DBus.Properties", at: path, on: Self.name,
      [.string(manager.text), .string("InhibitDelayMaxUSec")])
    question.noAutoStart = true
    let answer = try? await connection.call(question, within: .seconds(5))
    guard let told = answer?.first?.unboxed.uint64 else { return .seconds(5) }
    return .microseconds(min(told, 86_400_000_000))
  }

  /// `PrepareForSleep` from whoever is logind at the time, and from nobody else.
  func sleepSignals() async throws(BusError) -> AsyncStream<Message> {
    try await connection.signals(
      matching: MatchRule(sender: Self.name, path: path, interface: manager, member: "PrepareForSleep"))
  }

  /// `NameOwnerChanged` of logind's name.
  func ownerChanges() async throws(BusError) -> AsyncStream<Message> {
    try await connection.signals(
      matching: MatchRule(
        sender: .bus, interface: "org.freedesktop.DBus", member: "NameOwnerChanged",
        firstArgument: Self.name.text))
  }
}

private let path: ObjectPath = "/org/freedesktop/login1"
private let manager: InterfaceName = "org.freedesktop.login1.Manager"
