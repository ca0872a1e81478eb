public import Deadlines

/// What is said when the daemon ends because its user picked Quit.
public enum QuitText {
  /// The notification that stays, of what does not happen from now on.
  public static func text(of situation: Situation, at now: Timestamp) -> NotificationText {
    let going =
      situation.running > 0
      ? "\nWhat is being destroyed goes on, and is recorded when it is started again." : ""
    return NotificationText(
      summary: "Killall-Tofu is off",
      body:
        "\(nothing(situation, at: now)).\(going)\nIt starts again at the next login, or by: killall-tofu daemon"
    )
  }

  private static func nothing(_ situation: Situation, at now: Timestamp) -> String {
    let count = situation.active
    let projects =
      "\(count.of("active project")) \(count == 1 ? "is" : "are") neither warned of nor destroyed until it is "
      + "started again"
    guard let due = situation.due, due > now else { return projects }
    return "\(projects); the next would be due at \(due.clockTime(at: now))"
  }
}
