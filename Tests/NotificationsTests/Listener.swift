import Logging
import Testing

@testable import Notifications

extension Notifier {
  /// A running notifier with times fit for tests.
  static func forTests(timeLimit: Duration = .seconds(5), leftBehind: LeftBehind? = nil) -> Notifier {
    let application = NotifyingApplication(name: "Killall-Tofu", id: "io.github.killallgit.KillallTofu")
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let notifier = Notifier(
      application: application, leftBehind: leftBehind, timeLimit: timeLimit, retryInterval: .zero,
      logger: logger)
    notifier.start()
    return notifier
  }

  struct NothingHappened: Error { var waitedFor: String, heard: [NotificationEvent] }

  /// Everything heard up to the first event that `isAwaited`, which comes last.
  @discardableResult
  func hear(
    _ what: String = "event", _ isAwaited: @escaping @Sendable (NotificationEvent) -> Bool
  ) async throws -> [NotificationEvent] {
    let events = events
    return try await withThrowingTaskGroup(of: [NotificationEvent]?.self) { group in
      group.addTask {
        var heard: [NotificationEvent] = []
        for await event in events {
          heard.append(event)
          if isAwaited(event) { return heard }
        }
        throw NothingHappened(waitedFor: what, heard: heard)
      }
      group.addTask {
        try await Task.sleep(for: .seconds(10))
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next().flatMap { $0 } ?? { throw NothingHappened(waitedFor: what, heard: []) }()
    }
  }

  /// Waits until a server answers.
  @discardableResult
  func hearServer() async throws -> NotificationServer {
    let heard = try await hear("server") { if case .serverChanged(.present) = $0 { true } else { false } }
    guard case .serverChanged(.present(let server)) = heard.last else {
      throw NothingHappened(waitedFor: "", heard: [])
    }
    return server
  }
}

extension NotificationRequest {
  /// A warning as the daemon raises it.
  static func warning(_ name: String, tag: String? = nil) -> NotificationRequest {
    NotificationRequest(
      tag: tag ?? name, summary: "\(name) is destroyed in 15 minutes", body: "tofu destroy\n/srv/\(name)",
      actions: [
        Action(key: "extend:\(name)", label: "Extend \(name)"),
        Action(key: "later:\(name)", label: "Later \(name)"),
        Action(key: "cancel:\(name)", label: "Cancel \(name)"),
      ], expiry: .never)
  }
}
