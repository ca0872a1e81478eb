/// Notices project files that appear, change, move or vanish below directories, with inotify(7).
///
/// It works on a thread of its own, which sleeps while nothing changes. Everything it has to say comes as a report.
public final class Watcher: Sendable {
  /// What it notices; ends when it has stopped.
  public let reports: AsyncStream<WatchReport>
  private let continuation: AsyncStream<WatchReport>.Continuation

  /// Prepares to watch; nothing happens before ``start()``.
  ///
  /// - Parameters:
  ///   - roots: absolute paths of directories to watch with what is below them; one that is not there is waited for.
  ///   - rules: what is left alone, relative to each root.
  ///   - maxDepth: how deep to look, where a root itself has the depth 0.
  ///   - followsSymlinks: whether directories behind symbolic links are watched as well.
  ///   - singles: absolute paths of directories to watch without what is below them.
  public init(
    roots: [String], rules: IgnoreRules = IgnoreRules(), maxDepth: Int = 10, followsSymlinks: Bool = false,
    singles: [String] = []
  ) {
    (reports, continuation) = AsyncStream.makeStream()
  }

  /// Starts to watch, and looks through all roots once; does nothing the second time.
  public func start() {}

  /// Ends the reports once the thread has ended; does nothing the second time.
  public func stop() { continuation.finish() }

  /// Looks through all roots again.
  public func rescan() {}

  /// Watches one more directory by itself.
  public func watch(single directory: String) {}

  /// Ceases to watch a directory by itself; below a root it stays watched.
  public func unwatch(single directory: String) {}
}
