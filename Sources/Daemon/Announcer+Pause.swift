import Deadlines
import Logging
import Wording

// The pause that the user asked for: warnings, reminders and good news wait until it is over; what tells of a failure,
// or answers a click or a question, does not. The schedule counts nothing as a warning meanwhile.

extension Announcer {
  /// When the pause ends; nil while there is none.
  var pausedUntil: Timestamp? { pause.flatMap { $0.end(at: clock.now()) } }

  /// Whether warnings are withheld by us, whatever the server does.
  var isPaused: Bool { pausedUntil != nil }

  /// Withholds warnings, reminders and good news for so long from now on, instead of an earlier pause.
  ///
  /// Of at least a second, and ``Pause/longest`` at most.
  func pause(for duration: Duration) {
    begin(Pause(for: duration, at: clock.now()))
    do {
      try pauseRecord?.write(pause)
    } catch {
      logger.warning("the pause of notifications does not outlast this process: \(error)")
    }
  }

  /// Ends the pause; what it withheld is shown.
  func unpause() {
    guard pause != nil else { return }
    pause = nil
    do {
      try pauseRecord?.write(nil)
    } catch {
      logger.warning("the record of the pause that is over could not be removed: \(error)")
    }
    logger.notice("notifications are not paused any more")
    tellOfPauses()
    book.add(.retell)
  }

  /// Goes on with a pause that a daemon before this one kept.
  func resumePause() {
    // Who asks for one at once has said all there is to say.
    guard pause == nil, let kept = pauseRecord?.read() else { return }
    guard kept.timeLeft(at: clock.now()) > .zero else { return _ = try? pauseRecord?.write(nil) }
    begin(kept)
  }

  /// Ends each pause when its time is over.
  func endPauses() async {
    await withDiscardingTaskGroup { group in
      for await pause in pausesBegun.stream {
        group.addTask { await self.endWhenOver(pause) }
      }
      group.cancelAll()
    }
  }

  /// Tells the schedule whether anybody is shown warnings now.
  func tellScheduleOfPauses() {
    mailbox.post(.schedule(.notificationsPaused(isPaused || isServerInhibited)))
  }

  private func begin(_ pause: Pause) {
    self.pause = pause
    logger.notice(
      "notifications are paused", metadata: ["seconds": "\(pause.timeLeft(at: clock.now()).wholeSeconds)"])
    tellOfPauses()
    pausesBegun.continuation.yield(pause)
  }

  private func tellOfPauses() {
    pausesTold.yield(pausedUntil)
    tellScheduleOfPauses()
  }

  /// Returns once the pause is over, or another has taken its place.
  private func endWhenOver(_ pause: Pause) async {
    while self.pause == pause {
      let left = pause.timeLeft(at: clock.now())
      guard left > .zero else { return unpause() }
      // A clock that stops while the machine sleeps, and knows nothing of one that is set.
      guard (try? await Task.sleep(for: min(left, pausePatience), clock: .suspending)) != nil else { return }
    }
  }
}

extension News {
  /// Whether a pause withholds it: nobody has asked for it, and it is no failure.
  var waitsForPause: Bool {
    switch self {
    case .started, .startedTogether, .progress, .sleep, .clockBelieved, .fileWorks, .watchesUsedUp:
      true
    case .ended(_, let outcome, _, _): outcome == .destroyed
    case .endedTogether(let endings): endings.first?.kind == .destroyed
    // How a teardown ended that nobody saw is a failure; other holds cost nothing by an hour's delay.
    case .held(_, let reason): reason != .interrupted
    case .heldTogether: true
    case .attemptFailed, .silent, .stillRunning, .changed, .changedTogether, .refused, .notDone,
      .clockDoubted, .fileFails, .damaged, .filesRefused, .overview, .noSettings, .nameTaken, .settings:
      false
    }
  }
}
