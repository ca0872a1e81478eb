public import Deadlines

/// What is said when the daemon ends because its user picked Quit.
public enum QuitText {
  /// The notification that stays, of what does not happen from now on.
  public static func text(of situation: Situation, at now: Timestamp) -> NotificationText {
    let going =
      situation.running > 0
      ? "\n" + tr("What is being destroyed goes on, and is recorded when it is started again.") : ""
    return NotificationText(
      summary: tr("Killall-Tofu is off"),
      body: """
        \(nothing(situation, at: now)).\(going)
        \(tr("To start it again: killall-tofu daemon"))
        """)
  }

  private static func nothing(_ situation: Situation, at now: Timestamp) -> String {
    let count = situation.active
    let projects = tr(
      count, one: "\(count) active project is neither warned of nor destroyed until it is started again",
      many: "\(count) active projects are neither warned of nor destroyed until it is started again")
    guard let due = situation.due, due > now else { return projects }
    return tr("\(projects); the next would be due \(due.atClockTime(at: now))")
  }
}
