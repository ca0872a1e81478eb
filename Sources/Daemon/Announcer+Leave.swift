import Deadlines
import Logging
import Notifications
import Settings
import Wording

extension Announcer {
  /// Takes what would be answered by nobody off the screen, and says what does not happen from now on.
  func takeLeave(_ situation: Situation) async {
    for tag in memory?.tags ?? [] { await screen.withdraw(tag) }
    guard situation.active > 0, settings.policy.notificationsEnabled else { return }
    let now = clock.now().wall
    let text = Language.$current.withValue(language) { QuitText.text(of: situation, at: now) }
    var request = NotificationRequest(text, tag: "quit")
    request.expiry = .never
    do {
      _ = try await screen.show(request, .anew)
    } catch {
      logger.notice("nobody was told what does not happen meanwhile: \(error.words)")
    }
  }
}
