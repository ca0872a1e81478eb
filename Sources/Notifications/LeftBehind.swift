/// Which notification server numbered a popup: its connection, on its bus.
///
/// A bus gives a unique name once, and each bus has an id of its own, so that equal identities are one server that has
/// counted on; a server that was started anew has another.
public struct ServerIdentity: Hashable, Sendable, Codable {
  /// The id of the bus, as `GetId` tells it.
  public var bus: String
  /// The unique name of the server.
  public var owner: String

  /// Makes an identity; done by the module, and by tests of callers.
  public init(bus: String, owner: String) {
    self.bus = bus
    self.owner = owner
  }
}

/// Popups that an earlier process of ours left up, and the server that shows them.
public struct LeftBehind: Hashable, Sendable {
  /// Who shows them; they are touched only while this server serves.
  public var server: ServerIdentity
  /// The server's number of each, by tag.
  public var popups: [String: UInt32]

  /// Describes what was left behind.
  public init(server: ServerIdentity, popups: [String: UInt32]) {
    self.server = server
    self.popups = popups
  }
}
