/// What a watcher has to say.
public enum WatchReport: Hashable, Sendable {
  /// The `.killall.yaml` of each of these directories appeared, changed or vanished, and has been left alone since.
  case places([String])
  /// Whole trees were looked through: `roots`, as far as they are there and can be seen, and in them all `places`.
  ///
  /// What is not among the places of such a root has gone, lies in an ignored or too deep directory, or below one that
  /// cannot be seen: nothing is to be taken for deleted because of this alone.
  case scanned(roots: [String], places: [String], entries: Int)
  /// A directory below a root cannot be looked into, and why; said once, until it can be.
  case cannotSee(String, String)
  /// The system gives no further watches: now `watched` directories and files are watched, of at most `limit` that this
  /// user may watch; the rest is looked through every five minutes.
  ///
  /// The limit is `fs.inotify.max_user_watches`. Where `watched` is 0 the system gave not even an instance of
  /// inotify(7), and the limit is `fs.inotify.max_user_instances`.
  case limitReached(watched: Int, limit: Int)
  /// Everything is watched again.
  case limitOver
  /// The directory of a project file was renamed, or one above it; the project in it is the same.
  case moved(from: String, to: String)
}
