import DBus
import RealParts
import Synchronization
import Testing

/// A watcher of tray items on a connection of its own, as desktops have.
final class FakeWatcher: Sendable {
  /// How it takes items.
  enum Manner: Sendable {
    case takes
    case refuses
    /// Answers only when the gate lets it.
    case waits(Gate)
  }

  private struct State {
    var manner: Manner
    var hasHost: Bool
    var registered: [String] = []
    var questions = 0
  }

  let connection: Connection
  /// Every item that asked, by the text it asked with, and who sent it.
  let asked: AsyncStream<(service: String, sender: BusName?)>
  private let asking: AsyncStream<(service: String, sender: BusName?)>.Continuation
  private let state: Mutex<State>

  static let name: BusName = "org.kde.StatusNotifierWatcher"
  static let path: ObjectPath = "/StatusNotifierWatcher"
  static let interface: InterfaceName = "org.kde.StatusNotifierWatcher"

  /// Starts one that has the name when this returns.
  ///
  /// - Parameter secret: where it is given, whether there is a host is told only to those that the gate lets in.
  init(
    on bus: PrivateBus, _ manner: Manner = .takes, hasHost: Bool = true, secret: Gate? = nil
  ) async throws {
    (asked, asking) = AsyncStream.makeStream()
    state = Mutex(State(manner: manner, hasHost: hasHost))
    connection = try await bus.connect()
    // What is declared comes before the interfaces that every object has.
    let interfaces = (secret.map { [secretive($0)] } ?? []) + [declared]
    connection.export(ExportedObject(interfaces), at: Self.path)
    try #require(try await connection.requestName(Self.name) == .owned)
  }

  private var declared: Interface {
    Interface(
      Self.interface,
      methods: [
        .init("RegisterStatusNotifierItem", takes: [.init("service", .string)]) {
          [self] arguments, context throws(MethodError) in
          try await take(arguments[0].string ?? "", from: context.sender)
          return []
        }
      ],
      properties: [
        .init("IsStatusNotifierHostRegistered", .bool) { [self] in .bool(state.withLock(\.hasHost)) },
        .init("ProtocolVersion", .int32) { .int32(0) },
        .init("RegisteredStatusNotifierItems", .array(.string)) { [self] in
          .strings(state.withLock(\.registered))
        },
      ],
      signals: [.init("StatusNotifierHostRegistered"), .init("StatusNotifierHostUnregistered")])
  }

  /// The properties of a watcher that takes its time to tell of hosts.
  private func secretive(_ gate: Gate) -> Interface {
    Interface(
      "org.freedesktop.DBus.Properties",
      methods: [
        .init("Get", takes: [.init("i", .string), .init("p", .string)], returns: [.init("v", .variant)]) {
          [self] _, _ in
          state.withLock { $0.questions += 1 }
          await gate.enter()
          gate.leave()
          return [.variant(.bool(true))]
        }
      ])
  }

  private func take(_ service: String, from sender: BusName?) async throws(MethodError) {
    let manner = state.withLock { state in
      if case .takes = state.manner { state.registered.append(service) }
      return state.manner
    }
    // Who hears of it finds the item among those it took.
    asking.yield((service, sender))
    switch manner {
    case .takes: break
    case .refuses: throw .failed("not today")
    case .waits(let gate):
      await gate.enter()
      gate.leave()
    }
  }

  /// The items it took.
  var registered: [String] { state.withLock(\.registered) }

  /// How often a secretive one was asked for hosts.
  var questions: Int { state.withLock(\.questions) }

  func change(to manner: Manner) {
    state.withLock { $0.manner = manner }
  }

  /// A host comes or goes; told by a signal of the interface, or by a change of the property alone.
  func setHost(_ isThere: Bool, bySignal: Bool = true) throws {
    state.withLock { $0.hasHost = isThere }
    if bySignal {
      try connection.send(
        .signal(
          isThere ? "StatusNotifierHostRegistered" : "StatusNotifierHostUnregistered", of: Self.interface,
          at: Self.path))
    } else {
      connection.propertiesChanged(
        ["IsStatusNotifierHostRegistered": .bool(isThere)], of: Self.interface, at: Self.path)
    }
  }

  /// Gives the name up and lives on.
  func resign() async throws {
    try await connection.releaseName(Self.name)
  }

  /// Goes away as a crash would.
  func end() {
    connection.close()
  }
}
