import Logging
import ServiceLifecycle
import Settings
import UnixSignals

/// Reads the settings again on SIGHUP; a file that cannot be used leaves those in force that were.
struct SettingsService: Service {
  let places: Places
  let announcer: Announcer
  let mailbox: Mailbox
  let discovery: DiscoveryService
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        let loaded = Settings.load(
          from: places.settings, home: places.home, lastGood: LastGoodSettings(folder: places.state))
        if let error = loaded.error {
          logger.error("settings not taken over: \(error)")
          announcer.tell(.settings(error.description))
          continue
        }
        await announcer.use(loaded.settings)
        mailbox.post(.settings(loaded.settings))
        discovery.use(loaded.settings)
        logger.notice("settings read again")
      }
    }
  }
}
