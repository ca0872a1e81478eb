/// What is said of the watch over directories with project files, where it does not work as it should.
public enum WatchText {
  /// The system allows no more watches, or none at all: changes are found by looking now and then.
  ///
  /// - Parameters:
  ///   - watched: how many directories and files are watched.
  ///   - limit: how many watches this user may have in all; where `watched` is 0, how many instances of inotify(7).
  public static func limitReached(watched: Int, limit: Int) -> NotificationText {
    NotificationText(
      summary: tr("Changes of project files are found late"),
      body: """
        \(limitWords(watched: watched, limit: limit)). \(tr("Until then all are looked through every 5 minutes."))
        \(tr("To let it watch more: sudo sysctl \(key(watched))=\(raised(limit, atLeast: watched == 0 ? 256 : 524_288))"))
        \(tr("Or watch fewer: scanner.watch_dirs, scanner.max_depth and ignore.patterns in the settings"))
        """)
  }

  /// The same as a sentence without a full stop, as a log has it.
  public static func limitWords(watched: Int, limit: Int) -> String {
    watched == 0
      ? tr(
        """
        No directory can be watched, because the system allows \(limit) programs of this user to watch any \
        (\(key(watched)))
        """)
      : tr(
        """
        Of the directories to watch \(watched) are watched, because the system allows \(limit) watches in all \
        (\(key(watched)))
        """)
  }

  /// A directory cannot be looked at, for the reason given.
  public static func cannotSee(_ path: String, because reason: String) -> String {
    "\(path.quoted) cannot be looked at: \(reason.oneLine); projects in it stay as they are"
  }

  private static func key(_ watched: Int) -> String {
    watched == 0 ? "fs.inotify.max_user_instances" : "fs.inotify.max_user_watches"
  }

  /// Twice the limit, and not less than what newer kernels begin with.
  private static func raised(_ limit: Int, atLeast least: Int) -> Int {
    let most = 1 << 30
    return max(least, limit > most / 2 ? most : limit * 2)
  }
}
