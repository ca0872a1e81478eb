/// What becomes of the notification that is up under the same tag.
public enum Replacement: Hashable, Sendable {
  /// It is closed and a new one pops up: for news that must be seen.
  case anew
  /// Its content changes in place, without popping up again where the server allows that.
  case update
}

/// Proof that the notification server took a notification while it was not inhibited.
public struct Accepted: Hashable, Sendable {
  /// The server's own number for it, valid while the same server runs.
  public var id: UInt32
  /// Whether the buttons were sent; false where the server has none, or none were asked for.
  public var hasActions: Bool
  /// Which server took it; nil where the bus did not tell.
  public var server: ServerIdentity?

  /// Makes a proof; done by the module, and by tests of callers.
  public init(id: UInt32, hasActions: Bool, server: ServerIdentity? = nil) {
    self.id = id
    self.hasActions = hasActions
    self.server = server
  }
}
