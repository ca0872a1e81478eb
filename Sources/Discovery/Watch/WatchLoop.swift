import Glibc

/// What a watcher's thread, on which it is made, does: it waits, deals with what happened, and walks where only that can tell.
final class WatchLoop {
  private let roots: [String]
  private var singles: Set<String>
  private let inbox: WatchInbox
  private let thread = WatchThread()
  private let watch: TreeWatch
  private let mounts = MountTable()
  private var anchors: Anchors?
  private let start = SuspendingClock.now
  /// When everything is to be walked through; nil: when something happens.
  private var nextWalk: Duration?
  /// Before which it is not, so that a tree in turmoil leaves time for other things.
  private var earliestWalk = Duration.zero

  init(
    roots: [String], singles: [String], walk: TreeWalk, limits: WatchLimits, inbox: WatchInbox,
    report: @escaping (WatchReport) -> Void
  ) {
    self.roots = roots
    self.singles = Set(singles)
    self.inbox = inbox
    watch = TreeWatch(walk, limits: limits, on: thread, report: report)
  }

  /// Works until it is told to stop.
  func run() {
    _ = mounts.hasChanged(around: paths)
    walkEverything()
    while true {
      let ready = wait()
      tick()
      if ready.wishes, !grantWishes() { return }
      if ready.anchors, anchors?.takeEvents() == true { walkSoon() }
      watch.takeEvents()
      if ready.mounts, mounts.hasChanged(around: paths) { walkSoon() }
      tick()
      if watch.needsRescan { walkSoon() }
      if let nextWalk, nextWalk <= watch.now { walkEverything() }
      watch.settle()
    }
  }

  private var paths: [String] { roots + singles.sorted() }

  private func tick() {
    watch.now = start.duration(to: .now)
  }

  /// Sleeps until something happens or is due.
  private func wait() -> (wishes: Bool, anchors: Bool, mounts: Bool) {
    // Poll leaves out what has no descriptor.
    var polled = [
      pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: watch.inotify?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: anchors?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mounts.descriptor, events: Int16(POLLPRI), revents: 0),
    ]
    tick()
    // Without a descriptor, wishes are looked for.
    var timeout: Int32 = inbox.descriptor < 0 ? 1_000 : -1
    if let next = [watch.next, nextWalk].compactMap(\.self).min() {
      // Rounded up: to wake early would be to wake twice.
      let delay = Int32(clamping: Int64((max(next - watch.now, .zero) / .milliseconds(1)).rounded(.up)))
      timeout = timeout < 0 ? delay : min(timeout, delay)
    }
    poll(&polled, nfds_t(polled.count), timeout)
    return (polled[0].revents != 0 || inbox.descriptor < 0, polled[2].revents != 0, polled[3].revents != 0)
  }

  /// False where one is to stop.
  private func grantWishes() -> Bool {
    let wishes = inbox.take()
    guard !wishes.contains(.stop) else { return false }
    var walks = false
    for wish in wishes {
      switch wish {
      case .stop: break
      case .rescan: walks = true
      case .watch(let single):
        guard singles.insert(single).inserted else { continue }
        watch.walk(single: single)
        thread.leave()
      case .unwatch(let single):
        guard singles.remove(single) != nil else { continue }
        watch.forget(single: single)
      }
    }
    watchAnchors()
    _ = mounts.hasChanged(around: paths)
    if walks { walkEverything() }
    return true
  }

  private func walkSoon() {
    watch.needsRescan = false
    let soon = max(watch.now + Settling.quiet, earliestWalk)
    nextWalk = nextWalk.map { min($0, soon) } ?? soon
  }

  private func walkEverything() {
    tick()
    let begin = watch.now
    watchAnchors()
    // What happened before is seen by the walk itself.
    watch.takeEvents()
    watch.walkEverything(roots: roots, singles: singles)
    tick()
    earliestWalk = watch.now + min((watch.now - begin) * 4, .seconds(5))
    nextWalk = watch.isPartial ? watch.now + watch.limits.slowScan : nil
  }

  private func watchAnchors() {
    if anchors == nil { anchors = try? Anchors(watch.limits, on: thread) }
    watch.isAnchored = anchors?.watch(paths) ?? paths.isEmpty
  }
}
