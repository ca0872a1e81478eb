/// What is said of the watch over directories with project files, where it does not work as it should.
public enum WatchText {
  /// The kernel allows no more watches: changes are found by looking now and then.
  public static func limitReached(watched: Int, limit: Int) -> NotificationText {
    NotificationText(
      summary: "Changes of project files are found late",
      body: """
        \(limitWords(watched: watched, limit: limit)). Until then all are looked through every 5 minutes.
        To let it watch more: sudo sysctl fs.inotify.max_user_watches=\(raised(limit))
        Or watch fewer: scanner.watch_dirs, scanner.max_depth and ignore.patterns in the settings
        """)
  }

  /// The same as a sentence without a full stop, as a log has it.
  public static func limitWords(watched: Int, limit: Int) -> String {
    "Of the directories to watch \(watched) are watched, because the system allows \(limit) watches in all "
      + "(fs.inotify.max_user_watches)"
  }

  /// All directories are watched again.
  public static let limitOver = NotificationText(
    summary: "Changes of project files are found at once again", body: "All directories are watched.")

  /// A directory cannot be looked at, for the reason given.
  public static func cannotSee(_ path: String, because reason: String) -> String {
    "\(path.quoted) cannot be looked at: \(reason.oneLine); projects in it stay as they are"
  }

  /// Twice the limit, and not less than what newer kernels begin with.
  private static func raised(_ limit: Int) -> Int {
    let most = 1 << 30
    return max(524_288, limit > most / 2 ? most : limit * 2)
  }
}
