extension NotificationText {
  /// A click came to nothing, for the reason that `words` give.
  public static func nothingChanged(because words: String) -> NotificationText {
    NotificationText(summary: tr("Nothing was changed"), body: words)
  }

  /// The settings file cannot be used, for the reason that `words` give.
  public static func settingsRefused(because words: String) -> NotificationText {
    NotificationText(summary: tr("Settings were not taken over"), body: words)
  }
}
