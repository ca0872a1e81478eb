import Notifications
import Synchronization

/// The notifications that ask for a decision and offer the log to make it by.
///
/// A server takes a notification down with any button that is pressed, and whoever looks at the log is about to decide.
/// So it is kept as long as it stands, to come back after that; anything else under its tag ends it.
final class Decisions: Sendable {
  private struct Decision {
    var request: NotificationRequest
    /// Whether it was taken down by its button for the log.
    var isPressed = false
  }

  private let decisions = Mutex<[String: Decision]>([:])

  /// The same screen, whose decisions are kept.
  func following(_ screen: Screen) -> Screen {
    Screen(
      show: { request, replacement throws(NotificationFailure) in
        // What is to be changed in place stays as it was where it cannot be.
        if replacement == .anew { self.forget(request.tag) }
        let accepted = try await screen.show(request, replacement)
        self.decisions.withLock {
          $0[request.tag] = request.offersLogForDecision ? Decision(request: request) : nil
        }
        return accepted
      },
      withdraw: {
        self.forget($0)
        await screen.withdraw($0)
      }, events: screen.events)
  }

  /// Its log was asked for.
  ///
  /// - Returns: whether there is something to be decided under the tag, which is to come back then.
  func press(_ tag: String) -> Bool {
    decisions.withLock {
      $0[tag]?.isPressed = true
      return $0[tag] != nil
    }
  }

  /// What its button for the log took down and nothing else has ended since; it is no longer kept.
  func takePressed(_ tag: String) -> NotificationRequest? {
    decisions.withLock { $0[tag]?.isPressed == true ? $0.removeValue(forKey: tag)?.request : nil }
  }

  /// It was answered or closed, or something else is told in its place.
  func forget(_ tag: String) {
    decisions.withLock { $0[tag] = nil }
  }

  /// The server is gone, and everything with it.
  func forgetAll() {
    decisions.withLock { $0 = [:] }
  }
}

extension NotificationRequest {
  fileprivate var offersLogForDecision: Bool {
    actions.count > 1 && actions.contains { if case .log? = ShowKey(text: $0.key) { true } else { false } }
  }
}
