import Notifications
import ServiceLifecycle

/// Ends the GLib thread when the group shuts down; a hung server delays that by a second at most.
struct NotifierService: Service {
  let notifier: Notifier

  func run() async throws {
    notifier.start()
    try? await gracefulShutdown()
    await notifier.stop()
  }
}
