public import Deadlines

extension ClockDoubt {
  /// What is wrong with the wall clock, which reads `now`, as a sentence without a full stop.
  public func words(at now: Timestamp) -> String {
    switch self {
    case .beforeBuild(let date):
      tr("it reads \(now.localDateTime), but this program was built after \(date.localDateTime)")
    case .behindMark(let mark):
      tr("it reads \(now.localDateTime), but it was \(mark.localDateTime) already")
    }
  }

  /// The notification that nothing is destroyed because of it.
  public func text(at now: Timestamp) -> NotificationText {
    NotificationText(
      summary: tr("The system clock is wrong: nothing is destroyed"),
      body: """
        \(tr("All projects are held, because \(words(at: now))."))
        \(tr("They go on once it has been set right. If it is right: killall-tofu resume PROJECT"))
        """)
  }

  /// The notification that the clock is right again.
  public static var believedText: NotificationText {
    NotificationText(
      summary: tr("The system clock is right again"),
      body: tr(
        """
        The projects that were held because of it are scheduled as before; what is overdue is warned of first.
        """))
  }
}
