/// What is said while the daemon cannot begin its work.
public enum StartText {
  /// For the log and the status: the database cannot be opened, for this reason, and is waited for.
  public static func waits(_ words: String) -> String {
    "waiting for the database; nothing is destroyed and nobody is warned until then: \(words.oneLine)"
  }

  /// The same for the desktop.
  public static func waitsNotice(_ words: String) -> NotificationText {
    NotificationText(
      summary: tr("Killall-Tofu waits for its database: nothing is destroyed"),
      body: "\(words)\n\(tr("It goes on trying; this notification goes when it works."))")
  }

  /// For the desktop: there is no daemon, for this reason.
  public static func failed(_ words: String) -> NotificationText {
    NotificationText(summary: tr("Killall-Tofu does not run: nothing is destroyed"), body: words)
  }

  /// For the log and the status: what waiting does not mend keeps it from working, and it is tried again later.
  public static func triesLater(_ words: String, in pause: String) -> String {
    "cannot work and tries again in \(pause): \(words.oneLine)"
  }
}
