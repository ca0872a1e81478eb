import Deadlines
import Logging
import Notifications
import ProjectStore
import Settings
import UnixSignals
import Wording

// What is done once, before the services run, or instead of them.

extension DaemonProgram {
  /// Voids earlier warnings unless the file is as a daemon of it left it: it may have been changed back, as by a backup
  /// that was copied over it, or come from elsewhere; asking again is cheap.
  func voidWarnings(
    in store: ProjectStore, unlessServedBy lock: DaemonLock, found state: FileState?
  ) async throws(StoreError) {
    guard state != lock.servedBefore else { return }
    if let before = lock.servedBefore {
      let isOther = before.identity != store.identity
      logger.warning(
        "the file \(isOther ? "is not the one served before" : "was changed while no daemon served it"): earlier warnings are void"
      )
    } else {
      logger.info("no daemon served the file under this name before: warnings of another time are void")
    }
    try await store.projects.voidWarnings()
  }

  /// Deleting is left to the user: a daemon with a wrong clock must not cost the history.
  func tellOfPastHistory(in store: ProjectStore, _ settings: Settings) async {
    let scope = HistoryScope.past(settings.retention)
    guard let past = try? await store.history(scope, at: Clock.system.now().wall), !past.isEmpty else {
      return
    }
    logger.info("\(PurgeText.waiting(executions: past.executions, events: past.events))")
  }

  /// Says on the desktop why there is no daemon: at login nobody reads a log, and forgotten stacks cost money.
  func tellFailure(_ words: String) async {
    let notifier = Notifier(application: .killallTofu, timeLimit: .seconds(3), logger: logger)
    notifier.start()
    let text = Language.$current.withValue(language) { StartText.failed(words) }
    var request = NotificationRequest(text, tag: "failure")
    request.urgency = .critical
    request.expiry = .never
    _ = try? await notifier.show(request)
    await notifier.stop()
  }

  /// Passes a quarter of an hour, or the time until SIGTERM or SIGINT, before whoever runs us starts us anew: what waiting
  /// does not mend is to be brought up again, and neither to spin nor to be forgotten.
  func rest(after words: String, _ host: ServiceHost, until signals: UnixSignalsSequence) async {
    let pause = Duration.minutes(15)
    let text = StartText.triesLater(words, in: pause.words)
    logger.error("\(text)")
    host.tell?(.status(text))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await signals.untilEnd() }
      group.addTask { try? await Task.sleep(for: pause) }
      await group.next()
      group.cancelAll()
    }
  }

  /// What asks this process to end while it only waits; from here on no signal does that by itself.
  static func trapSignals() async -> UnixSignalsSequence {
    await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
  }
}

extension UnixSignalsSequence {
  /// Returns when one asks for the end, which SIGHUP does not.
  func untilEnd() async {
    for await signal in self where signal != .sighup { return }
  }
}
