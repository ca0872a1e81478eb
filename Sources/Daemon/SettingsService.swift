import Logging
import ServiceLifecycle
import Settings
import UnixSignals

/// Reads the settings again on SIGHUP; a file that cannot be used leaves those in force that were.
struct SettingsService: Service {
  let path: String
  let announcer: Announcer
  let mailbox: Mailbox
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        do throws(SettingsError) {
          let settings = try Settings(contentsOf: path)
          await announcer.use(settings)
          mailbox.post(.settings(settings))
          logger.notice("settings read again")
        } catch {
          logger.error("settings not taken over: \(error)")
          announcer.tell(.settings(error.description))
        }
      }
    }
  }
}
