/// What is said when the file that holds the projects fails for long.
public enum FileTroubleText {
  /// The notification that nothing is destroyed because of it; `reason` is a sentence without a full stop.
  public static func failing(isWriting: Bool, because reason: String) -> NotificationText {
    NotificationText(
      summary: "The database cannot be \(isWriting ? "written" : "read"): nothing is destroyed",
      body: """
        Until that is settled, warnings may not come either.
        \(reason.prefix(1).uppercased() + reason.dropFirst()).
        It is tried again every 30 seconds. Look: killall-tofu doctor
        """)
  }

  /// The notification that the trouble is over.
  public static func over(isWriting: Bool) -> NotificationText {
    NotificationText(
      summary: "The database can be \(isWriting ? "written" : "read") again",
      body: "The projects go on as before; what is long overdue is warned of first.")
  }
}
