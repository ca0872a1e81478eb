/// Why a notification does not count as shown.
public enum NotificationFailure: Error, Hashable, Sendable {
  /// No session bus, or no server on it and none that it can start.
  case serverAbsent
  /// No answer within this time; should one come later, the popup is closed again.
  case timedOut(Duration)
  /// Taken by the server, which holds it back for now; wait for ``NotificationEvent/inhibitionChanged(_:)``.
  case inhibited
  /// The server, or the bus, answered with this error.
  case rejected(String)
  /// The server went away or was replaced while it was asked.
  case serverReplaced
  /// ``Replacement/update`` of something that is not up.
  case notShown(tag: String)
  /// The request cannot be shown as it is.
  case invalid(RequestFault)
  /// The notifier was not started, or has been stopped.
  case stopped
  /// The calling task was cancelled; should the server accept later, the popup is closed again.
  case cancelled
}

/// What is wrong with a request.
public enum RequestFault: Error, Hashable, Sendable {
  /// There is no summary, or nothing visible in it.
  case emptySummary
  /// More buttons than ``NotificationRequest/maximumActions``.
  case tooManyActions(Int)
  /// Empty, taken by another button, reserved, too long, or with control characters in it.
  case actionKey(String)
  /// The button with this key says nothing.
  case emptyLabel(key: String)
}
