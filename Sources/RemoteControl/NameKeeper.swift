public import DBus

/// A name on the bus that the daemon owns.
public enum OwnName: String, Hashable, Sendable, CaseIterable {
  /// The name of our D-Bus interface.
  case service = "io.github.killallgit.KillallTofu1"
  /// The application id, by which desktops call `org.freedesktop.Application`.
  case application = "io.github.killallgit.KillallTofu"

  /// The name as the bus knows it.
  var busName: BusName {
    switch self {
    case .service: RemoteNames.service
    case .application: RemoteNames.application
    }
  }
}

/// Who has a name of ours.
public enum NameStanding: Hashable, Sendable {
  /// We have.
  case ours
  /// Another program has, by the unique name `owner`; its process where the bus tells.
  case stranger(owner: BusName, processID: Int32?)
}

/// Takes names on a connection and takes them again whenever they become free.
///
/// The bus is asked to tell of owners before the name is asked for, so no change of hands is missed; nobody queues, and
/// nobody is driven out.
public struct NameKeeper: Sendable {
  private let connection: Connection

  /// Keeps names on `connection`, where everything is to be found that is looked for under them.
  public init(on connection: Connection) {
    self.connection = connection
  }

  /// Keeps a name until the connection ends or the task is cancelled, and says who has it each time that changes.
  ///
  /// - Throws: `BusError.refused` where the bus does not let us have such a name. A stranger that has it is no error.
  public func keep(
    _ name: OwnName, saying say: @Sendable (NameStanding) async -> Void
  ) async throws(BusError) {
    for await owner in try await connection.owners(of: name.busName) {
      guard let owner else {
        // Whoever is faster is told of next.
        _ = try await connection.requestName(name.busName)
        continue
      }
      if owner == connection.uniqueName {
        await say(.ours)
      } else {
        await say(.stranger(owner: owner, processID: try? await connection.processID(of: owner)))
      }
    }
  }
}
