import Foundation
import Glibc
import Synchronization

/// Notices project files that appear, change, move or vanish below directories, with inotify(7).
///
/// It works on a thread of its own, which sleeps while nothing changes. Everything it has to say comes as a report.
public final class Watcher: Sendable {
  /// What it notices; ends when it has stopped.
  public let reports: AsyncStream<WatchReport>
  private let continuation: AsyncStream<WatchReport>.Continuation
  private let inbox = WatchInbox()
  private let state = Mutex(State.prepared)
  private let makeLoop: @Sendable (WatchInbox, AsyncStream<WatchReport>.Continuation) -> WatchLoop

  private enum State {
    case prepared
    case running
    case stopped
  }

  /// Prepares to watch; nothing happens before ``start()``.
  ///
  /// - Parameters:
  ///   - roots: absolute paths of directories to watch with what is below them; one that is not there is waited for.
  ///   - rules: what is left alone, relative to each root.
  ///   - maxDepth: how deep to look, where a root itself has the depth 0.
  ///   - followsSymlinks: whether directories behind symbolic links are watched as well.
  ///   - singles: absolute paths of directories to watch without what is below them.
  public convenience init(
    roots: [String], rules: IgnoreRules = IgnoreRules(), maxDepth: Int = 10, followsSymlinks: Bool = false,
    singles: [String] = []
  ) {
    self.init(
      roots: roots, walk: TreeWalk(rules: rules, maxDepth: maxDepth, followsSymlinks: followsSymlinks),
      singles: singles, limits: WatchLimits())
  }

  init(roots: [String], walk: TreeWalk, singles: [String], limits: WatchLimits) {
    (reports, continuation) = AsyncStream.makeStream()
    makeLoop = { inbox, reports in
      WatchLoop(roots: roots, singles: singles, walk: walk, limits: limits, inbox: inbox) {
        reports.yield($0)
      }
    }
  }

  deinit {
    stop()
  }

  /// Starts to watch, and looks through all roots once; does nothing the second time.
  public func start() {
    let isFirst = state.withLock { state in
      guard state == .prepared else { return false }
      state = .running
      return true
    }
    guard isFirst else { return }
    // The thread holds no watcher, so that one that is let go of stops.
    Thread.detachNewThread { [inbox, continuation, makeLoop] in
      Thread.current.name = "watcher"
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      makeLoop(inbox, continuation).run()
      continuation.finish()
    }
  }

  /// Ends the reports once the thread has ended; does nothing the second time.
  public func stop() {
    let before = state.withLock { state in
      defer { state = .stopped }
      return state
    }
    switch before {
    case .prepared: continuation.finish()
    case .running: inbox.put(.stop)
    case .stopped: break
    }
  }

  /// Looks through all roots again.
  public func rescan() {
    inbox.put(.rescan)
  }

  /// Watches one more directory by itself, and reports the project file that it has.
  public func watch(single directory: String) {
    inbox.put(.watch(single: directory))
  }

  /// Ceases to watch a directory by itself; below a root it stays watched.
  public func unwatch(single directory: String) {
    inbox.put(.unwatch(single: directory))
  }
}
