public import Deadlines

// The pause of notifications that the user asked for.

/// What is said of a pause.
public enum PauseText {
  /// Until when it lasts, and what it means for a project, as a value beside a word.
  public static func fact(until end: Timestamp, at now: Timestamp) -> String {
    "no warnings until \(end.clockTime(at: now)), and nothing is destroyed without one"
  }
}

extension Finding {
  /// Notifications are paused until then.
  public static func pause(until end: Timestamp, at now: Timestamp) -> Finding {
    Finding(
      "pause", .ok,
      "warnings, reminders and good news wait until \(end.clockTime(at: now)); nothing is destroyed unwarned")
  }
}
