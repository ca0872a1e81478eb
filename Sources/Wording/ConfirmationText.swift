public import Deadlines

// The question whether to destroy a project now, and why nobody was asked.

extension Project {
  /// The notification that asks whether to destroy it now: what goes, by which command and where.
  public func confirmationText(home: String?, briefing: Briefing = Briefing()) -> NotificationText {
    NotificationText(
      summary: tr("Destroy \(shownName) now?"),
      body: commandAndPlace(home: home) + briefing.lines(isFirst: true) + "\n"
        + tr(
          "A program asks for this. Without your click within \(Confirmation.validity.wordsAway) nothing happens."
        ))
  }

  /// Nobody could be asked whether to destroy it, because nobody would have seen that.
  public func notAsked(because silence: Silence) -> String {
    let cause =
      silence == .refused ? "the notification server did not accept the question" : silence.words
    return "nobody was asked whether to destroy \(shownName.quoted): \(cause); \(typedWayOn)"
  }

  /// Nobody could be asked whether to destroy it, because there is nothing to click on.
  public var notAskedWithoutButtons: String {
    "nobody was asked whether to destroy \(shownName.quoted): the notification server draws no buttons; \(typedWayOn)"
  }

  /// Such a question was up only just now, however it ended; another may be raised after `rest`.
  public func notAskedAgain(for rest: Duration) -> String {
    // Whoever comes back after that many seconds is not to be early.
    let seconds = rest.secondsRoundedUp
    return "whether to destroy \(shownName.quoted) was asked only just now; ask again in "
      + "\(Duration.seconds(max(1, seconds)).words), or type killall-tofu destroy \(shellName)"
  }

  /// So many other questions are up already.
  public func notAsked(besides count: Int) -> String {
    "nobody was asked whether to destroy \(shownName.quoted): \(count.of("such question")) is all that may be up at a "
      + "time; answer them first, or type killall-tofu destroy \(shellName)"
  }

  /// It is another thing now than what was asked about.
  public var changedWhileAsked: String {
    "\(shownName.quoted) has changed while it was asked about; look at its present state, then ask again"
  }

  private var typedWayOn: String { "to destroy it, type killall-tofu destroy \(shellName)" }
}
