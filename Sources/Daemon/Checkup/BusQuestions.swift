import DBus
import Wording

/// Questions to a bus and to those on it, each with a time limit; nobody is started to answer one.
struct BusQuestions: Sendable {
  let connection: Connection

  /// Connects to a bus.
  static func open(_ bus: Bus) async -> Result<BusQuestions, BusError> {
    do throws(BusError) {
      return .success(BusQuestions(connection: try await .open(bus, within: Checkup.limit)))
    } catch {
      return .failure(error)
    }
  }

  /// The unique name of whoever owns `name`, nil if nobody does.
  func owner(of name: BusName) async throws(BusError) -> BusName? {
    do throws(BusError) {
      return try await askBus("GetNameOwner", [.string(name.text)]).first?.string.flatMap { try? BusName($0) }
    } catch .refused(let error) where error.name == "org.freedesktop.DBus.Error.NameHasNoOwner" {
      return nil
    }
  }

  /// The process behind a unique name, as far as the bus and the system tell.
  func process(of owner: BusName) async -> SeenProcess {
    let number = try? await askBus("GetConnectionUnixProcessID", [.string(owner.text)]).first?.integer
    return SeenProcess(number.flatMap { Int32(exactly: $0) })
  }

  /// Whether the bus can start an owner of `name`.
  func canStart(_ name: BusName) async -> Bool {
    let names = try? await askBus("ListActivatableNames").first?.elements
    return names?.contains(.string(name.text)) ?? false
  }

  /// Calls a method; starts nobody.
  func ask(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath, on owner: BusName,
    _ arguments: [Value] = []
  ) async throws(BusError) -> [Value] {
    var call = Message.call(member, of: interface, at: path, on: owner, arguments)
    call.noAutoStart = true
    return try await connection.call(call, within: Checkup.limit)
  }

  /// Reads a property; nil where the peer has none of this name.
  func property(
    _ name: String, of interface: InterfaceName, at path: ObjectPath, on owner: BusName
  ) async throws(BusError) -> Value? {
    do throws(BusError) {
      return try await ask(
        "Get", of: "org.freedesktop.DBus.Properties", at: path, on: owner,
        [.string(interface.text), .string(name)]
      ).first?.unboxed
    } catch .refused {
      return nil
    }
  }

  private func askBus(_ member: MemberName, _ arguments: [Value] = []) async throws(BusError) -> [Value] {
    try await ask(member, of: "org.freedesktop.DBus", at: "/org/freedesktop/DBus", on: .bus, arguments)
  }
}

extension Checkup {
  /// The limit of a question, as texts name it.
  static var limitWords: String { limit.words }
}
