import DBus
import RealParts
import Synchronization

/// A logind on a test's bus, whose locks can be watched: it sees them close.
final class FakeLogind: Sendable {
  /// A lock it gave.
  struct Lock: Sendable {
    var number: Int
    var what: String
    var who: String
    var why: String
    var mode: String
    var pipe: WatchedPipe
    /// The locks that were held when this one was given, it excepted.
    var beside: [Int]

    var isHeld: Bool { !pipe.isClosed }
  }

  let locks = Heard<Lock>()
  /// What was asked for and refused: the mode and the reason.
  let refused = Heard<String>()
  private let connection: Connection
  private let refusal: Mutex<MethodError?>
  private let delay: @Sendable (_ mode: String) async -> Void

  static let name: BusName = "org.freedesktop.login1"
  private static let path: ObjectPath = "/org/freedesktop/login1"
  private static let interface: InterfaceName = "org.freedesktop.login1.Manager"

  /// Takes logind's name, unless it is only a stranger who has the same object.
  ///
  /// - Parameters:
  ///   - waits: Its `InhibitDelayMaxUSec`, of any type.
  ///   - delay: Passes the time between a question for a lock and the answer.
  init(
    on bus: PrivateBus, refusing refusal: MethodError? = nil, waits: Value = .uint64(5_000_000),
    isStranger: Bool = false, delay: @escaping @Sendable (_ mode: String) async -> Void = { _ in }
  ) async throws {
    self.refusal = Mutex(refusal)
    self.delay = delay
    connection = try await Connection.open(.address(bus.address))
    let inhibit = Interface.Method(
      "Inhibit",
      takes: ["what", "who", "why", "mode"].map { .init($0, .string) }, returns: [.init("fd", .descriptor)]
    ) { [weak self] values, _ throws(MethodError) in
      guard let self else { throw .failed("gone") }
      await self.delay(values[3].string ?? "")
      return [.descriptor(try give(values.compactMap(\.string)))]
    }
    connection.export(
      ExportedObject([
        Interface(
          Self.interface, methods: [inhibit],
          properties: [.init("InhibitDelayMaxUSec", waits.type, change: .constant) { waits }])
      ]), at: Self.path)
    guard !isStranger else { return }
    // The bus may not have seen yet that the one before has left.
    while try await connection.requestName(Self.name) != .owned {}
  }

  /// Says `PrepareForSleep`, with whatever it is made to say.
  func say(_ words: [Value]) throws {
    try connection.send(.signal("PrepareForSleep", of: Self.interface, at: Self.path, words))
  }

  /// Says that the machine goes to sleep, or that it is back.
  func say(sleeping: Bool) throws {
    try say([.bool(sleeping)])
  }

  /// Waits until the bus has passed on all that was said before.
  func flush() async throws {
    _ = try await connection.nameOwner(of: Self.name)
  }

  /// From now on it refuses, or gives.
  func refuses(_ error: MethodError?) {
    refusal.withLock { $0 = error }
  }

  /// Leaves the bus; what it gave stays open, as logind's locks do when it is restarted.
  func leave() async {
    connection.close()
    await connection.closed()
  }

  func lock(_ number: Int) async throws -> Lock { try await locks.first { $0.number == number } }

  /// Waits until it has given a lock of each mode.
  func gaveBoth() async throws {
    for mode in ["delay", "block"] { _ = try await locks.first { $0.mode == mode } }
  }

  private func give(_ words: [String]) throws(MethodError) -> Descriptor {
    if let refusal = refusal.withLock({ $0 }) {
      refused.say("\(words[3]) \(words[2])")
      throw refusal
    }
    guard let pipe = try? WatchedPipe(), let end = Descriptor(adopting: pipe.end) else {
      throw .failed("pipe")
    }
    let given = locks.all
    locks.say(
      Lock(
        number: given.count + 1, what: words[0], who: words[1], why: words[2], mode: words[3], pipe: pipe,
        beside: given.filter(\.isHeld).map(\.number)))
    return end
  }
}
