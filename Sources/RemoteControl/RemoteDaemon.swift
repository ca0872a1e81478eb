import DBus

/// Our D-Bus interface, the other programs' side: a daemon that runs.
///
/// It speaks to the very process that was found; when that one ends, calls throw `RemoteDaemonError.gone` and
/// never start another.
public final class RemoteDaemon: Sendable {
  /// What there is to be found on the session bus.
  public enum Sighting: Sendable {
    /// A daemon runs.
    case running(RemoteDaemon)
    /// The bus is there, the daemon is not.
    case notRunning
    /// There is no bus to ask; the detail comes from the system.
    case noBus(String)
  }

  /// How long every question may take.
  static let limit: Duration = .seconds(3)

  /// The daemon's version.
  public let version: String
  /// Absolute path of the database it serves.
  public let database: String

  /// Its process; nil where the bus does not tell.
  public let processID: Int32?

  private let connection: Connection
  private let owner: BusName

  private init(_ connection: Connection, _ owner: BusName) async throws(BusError) {
    self.connection = connection
    self.owner = owner
    let properties = try await connection.call(
      .toDaemon("GetAll", of: "org.freedesktop.DBus.Properties", owner, [.string(RemoteNames.manager.text)]),
      within: Self.limit
    ).first
    guard let version = properties?["Version"]?.string, let database = properties?["Database"]?.string else {
      throw .unexpectedReply("no Version or no Database")
    }
    processID = try? await connection.processID(of: owner)
    self.version = version
    self.database = database
  }

  deinit {
    connection.close()
  }

  /// Looks for a daemon on the bus at `address`, by default the session bus, without starting one.
  ///
  /// - Throws: `RemoteDaemonError` if one runs and does not say what it serves, `stranger` if another program has its name.
  public static func find(on address: String? = nil) async throws(RemoteDaemonError) -> Sighting {
    do {
      let connection = try await open(address)
      guard let owner = try await connection.ownerOfService() else {
        connection.close()
        return .notRunning
      }
      return .running(try await meet(owner, on: connection))
    } catch {
      switch error {
      case .noBus(let detail): return .noBus(detail)
      case .gone: return .notRunning
      default: throw error
      }
    }
  }

  /// Has the bus at `address`, by default the session bus, start the daemon where it is installed.
  ///
  /// A daemon that runs already is found, also one that was not installed.
  ///
  /// - Throws: `RemoteDaemonError.noBus`, `notInstalled`, `notStarted`, or see ``find(on:)``.
  public static func start(on address: String? = nil) async throws(RemoteDaemonError) -> RemoteDaemon {
    if case .running(let found) = try await find(on: address) { return found }
    let connection = try await open(address)
    do {
      try await connection.startService(RemoteNames.service, within: limit)
    } catch {
      throw RemoteDaemonError(starting: error)
    }
    guard let owner = try await connection.ownerOfService() else { throw .gone }
    return try await meet(owner, on: connection)
  }

  /// Asks whoever has our name what it serves.
  private static func meet(
    _ owner: BusName, on connection: Connection
  ) async throws(RemoteDaemonError) -> RemoteDaemon {
    do {
      return try await RemoteDaemon(connection, owner)
    } catch {
      let meaning = RemoteDaemonError(error)
      switch meaning {
      // A daemon of ours would know the question, and answer it.
      case .refused, .unreadable: throw .stranger(processID: try? await connection.processID(of: owner))
      default: throw meaning
      }
    }
  }

  private static func open(_ address: String?) async throws(RemoteDaemonError) -> Connection {
    do {
      return try await .open(address.map { .address($0) } ?? .session, within: limit)
    } catch {
      throw RemoteDaemonError(error)
    }
  }

  /// Calls the daemon found, never another; the answer's first value.
  func ask(
    _ member: MemberName, of interface: InterfaceName = RemoteNames.manager,
    at path: ObjectPath = RemoteNames.root,
    _ arguments: [Value]
  ) async throws(RemoteDaemonError) -> Value? {
    do {
      let question = Message.toDaemon(member, of: interface, at: path, owner, arguments)
      return try await connection.call(question, within: Self.limit).first
    } catch {
      throw RemoteDaemonError(error)
    }
  }
}

extension Connection {
  fileprivate func ownerOfService() async throws(RemoteDaemonError) -> BusName? {
    do {
      return try await nameOwner(of: RemoteNames.service)
    } catch {
      throw RemoteDaemonError(error)
    }
  }
}

extension Message {
  /// A call that starts nobody.
  fileprivate static func toDaemon(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath = RemoteNames.root,
    _ owner: BusName,
    _ arguments: [Value]
  ) -> Message {
    var message = Message.call(member, of: interface, at: path, on: owner, arguments)
    message.noAutoStart = true
    return message
  }
}
