/// Something that happened to a notification or to the server that shows them.
///
/// Each accepted notification ends in at most one event of its own: an action, or being closed. One that the caller
/// withdrew or replaced ends in none, and ``serverChanged(_:)`` ends all of them.
public enum NotificationEvent: Hashable, Sendable {
  /// The user pressed the button `key` of `tag`, or clicked the popup (`default`); it has been taken down.
  case actionInvoked(tag: String, key: String)
  /// The popup of `tag` is gone without an answer.
  case closed(tag: String, reason: ClosedReason)
  /// Another server, or none, is there now. Nothing shown before counts as shown: raise again what is still due.
  case serverChanged(ServerState)
  /// The first server has come, after ``serverChanged(_:)``: what was left behind under these tags is ours again.
  ///
  /// Until it is shown anew its buttons do nothing. The rest of what was left behind went with its server.
  case tookOver(tags: [String])
  /// The server began (true) or ceased to hold notifications back, as in "do not disturb".
  case inhibitionChanged(Bool)
}

/// Why a popup went away; the reasons of `NotificationClosed` in the Desktop Notifications Specification 1.2.
public enum ClosedReason: Hashable, Sendable {
  /// Its time was over.
  case expired
  /// The user closed it without an answer.
  case dismissed
  /// Some program asked the server to close it.
  case byCall
  /// The server gave no known reason.
  case unknown

  init(code: Int) {
    switch code {
    case 1: self = .expired
    case 2: self = .dismissed
    case 3: self = .byCall
    default: self = .unknown
    }
  }
}
