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
  let tray: TrayService
  let logger: Logger
  let host: ServiceHost

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        host.tell?(.reloading)
        await reload()
        host.tell?(.ready)
      }
    }
  }

  /// Returns once the settings, if they can be used, are in force.
  private func reload() async {
    let loaded = Settings.load(
      from: places.settings, home: places.home, lastGood: LastGoodSettings(folder: places.state))
    if let error = loaded.error {
      logger.error("settings not taken over: \(error)")
      announcer.tell(.settings(error.description))
      return
    }
    await announcer.use(loaded.settings)
    mailbox.post(.settings(loaded.settings))
    discovery.use(loaded.settings)
    tray.use(loaded.settings)
    _ = await mailbox.takePulse()
    logger.notice("settings read again")
  }
}
