import Notifications

/// The notification server as the daemon uses it; in tests, something that records what would be shown.
struct Screen: Sendable {
  /// Shows a notification and answers when the server has accepted it.
  var show: @Sendable (NotificationRequest, Replacement) async throws(NotificationFailure) -> Accepted
  /// Takes down what is up under a tag.
  var withdraw: @Sendable (_ tag: String) async -> Void
  /// Clicks, and servers that come and go; for one reader.
  var events: AsyncStream<NotificationEvent>
}

extension Screen {
  /// The desktop's own server, through a notifier that has been started.
  init(_ notifier: Notifier) {
    show = { request, replacement throws(NotificationFailure) in
      try await notifier.show(request, replacing: replacement)
    }
    withdraw = { await notifier.withdraw(tag: $0) }
    events = notifier.events
  }
}
