/// How long a tray waits for others.
struct TrayTiming: Sendable {
  /// How long whoever opens the menu waits for a new content.
  var content: Duration = .milliseconds(800)
  /// How long a watcher may take; one that hangs is asked again.
  var watcher: Duration = .seconds(5)
  /// After how long a bus that is not there, or a watcher that did not take the item, is tried again at first.
  var pause: Duration = .seconds(1)

  /// After how long it is tried again at most, however often it was in vain.
  static let longestPause: Duration = .seconds(60)
}
