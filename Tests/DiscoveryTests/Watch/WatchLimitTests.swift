import Dispatch
import Foundation
import Glibc
import RealParts
import Synchronization
import Testing

@testable import Discovery

/// What the system refuses, loses or takes away.
@Suite(.timeLimit(.minutes(1))) struct WatchLimitTests {
  /// What the system gives, as a test sets it.
  private final class Allowance: Sendable {
    let watches: Mutex<Int?>
    let instances: Mutex<Bool>
    /// Entered each time the watcher is about to watch something.
    let gate = Mutex<DispatchSemaphore?>(nil)
    let isHeld = DispatchSemaphore(value: 0)

    init(watches: Int? = nil, instances: Bool = true) {
      self.watches = Mutex(watches)
      self.instances = Mutex(instances)
    }

    func limits(slowScan: Duration = .seconds(300)) -> WatchLimits {
      WatchLimits(
        watches: { [self] in
          if let gate = gate.withLock({ $0 }) {
            isHeld.signal()
            gate.wait()
          }
          return watches.withLock { $0 }
        }, hasInstances: { [self] in instances.withLock { $0 } }, slowScan: slowScan)
    }
  }

  @Test func theLimitIsToldOfOnceAndWhenItIsOver() async throws {
    let tree = try Tree()
    try tree.makePlaces("a", "b", "c")
    let allowance = Allowance(watches: 3)
    let watch = await Watch([tree.path], limits: allowance.limits())
    // Everything is found all the same.
    #expect(
      watch.taken == [.scanned(roots: [tree.path], places: [tree("a"), tree("b"), tree("c")], entries: 6)])
    #expect(await watch.next() == .limitReached(watched: 3, limit: 3))
    watch.watcher.rescan()
    #expect(await watch.scan()?.count == 3)
    allowance.watches.withLock { $0 = 100 }
    watch.watcher.rescan()
    #expect(await watch.scan()?.count == 3)
    #expect(await watch.next() == .limitOver)
    #expect(watch.taken.count { if case .limitReached = $0 { true } else { false } } == 1)
    for place in ["a", "b", "c"] {
      try tree.writeFile(in: place, "changed\n")
      #expect(await watch.changes(of: tree(place)) == [tree(place)])
    }
  }

  @Test func whatIsNotWatchedIsLookedThroughSlowly() async throws {
    let tree = try Tree("a", "b")
    let watch = await Watch([tree.path], limits: Allowance(watches: 1).limits(slowScan: .milliseconds(20)))
    try tree.writeFile(in: "a")
    while let places = await watch.scan(), places != [tree("a")] {}
    try tree.remove("a/.killall.yaml")
    while let places = await watch.scan(), places != [] {}
  }

  @Test func withoutInotifyEverythingIsLookedThroughSlowly() async throws {
    let tree = try Tree("a")
    let allowance = Allowance(instances: false)
    let watch = await Watch([tree.path], limits: allowance.limits(slowScan: .milliseconds(20)))
    guard case .limitReached(watched: 0, limit: let limit) = await watch.next() else {
      Issue.record("\(watch.taken)")
      return
    }
    #expect(limit == WatchLimits.ofKernel("max_user_instances") && limit > 0)
    try tree.writeFile(in: "a")
    while let places = await watch.scan(), places != [tree("a")] {}
    allowance.instances.withLock { $0 = true }
    #expect(await watch.first { $0 == .limitOver ? true : nil } == true)
    try tree.writeFile(in: "a", "changed\n")
    await watch.changes(of: tree("a"))
  }

  @Test func eventsThatWereLostAreMadeUpForByAWalk() async throws {
    let tree = try Tree()
    try tree.makePlaces("gone", "kept")
    let allowance = Allowance()
    let watch = await Watch([tree.path], limits: allowance.limits())
    let gate = DispatchSemaphore(value: 0)
    allowance.gate.withLock { $0 = gate }
    try tree.make("hold")
    await onOwnThread { allowance.isHeld.wait() }
    // More than the queue holds, while nobody reads it.
    for number in 0...(WatchLimits.ofKernel("max_queued_events") / 2) {
      let path = tree("kept/\(number % 2)")
      close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
      unlink(path)
    }
    try tree.remove("gone")
    try tree.makePlaces("new/deep")
    allowance.gate.withLock { $0 = nil }
    gate.signal()
    #expect(await watch.scan() == [tree("kept"), tree("new/deep")])
    #expect(await watch.changes(of: tree("gone")) == [tree("gone")])
    try tree.writeFile(in: "new/deep", "changed\n")
    #expect(await watch.changes(of: tree("new/deep")) == [tree("new/deep")])
  }

  // The user is root, who sees everything, unless the watcher's thread gives that up, which it does when it first asks.
  @Test(.enabled(if: geteuid() == 0)) func whatCouldNotBeSeenIsFoundOnceItCan() async throws {
    let tree = try Tree()
    try tree.makePlaces("a/closed", "b")
    for path in [".", "a", "b"] { chmod(tree(path), 0o755) }
    chmod(tree("a/closed"), 0o700)
    let limits = WatchLimits(watches: {
      seeAsNobody()
      return nil
    })
    let watch = await Watch([tree.path], limits: limits)
    #expect(
      watch.taken == [
        .cannotSee(tree("a/closed"), "Permission denied"),
        .scanned(roots: [tree.path], places: [tree("b")], entries: 4),
      ])
    watch.watcher.rescan()
    #expect(await watch.scan() == [tree("b")])
    chmod(tree("a/closed"), 0o755)
    await watch.changes(of: tree("a/closed"))
    // It was said once.
    #expect(watch.taken.count { if case .cannotSee = $0 { true } else { false } } == 1)
  }

  @Test(.enabled(if: geteuid() == 0)) func aRootThatIsClosedIsFoundOnceItIsOpen() async throws {
    let tree = try Tree()
    try tree.makePlaces("root/a")
    for path in [".", "root/a"] { chmod(tree(path), 0o755) }
    chmod(tree("root"), 0o700)
    let limits = WatchLimits(watches: {
      seeAsNobody()
      return nil
    })
    let watch = await Watch([tree("root")], limits: limits)
    #expect(watch.taken.first == .cannotSee(tree("root"), "Permission denied"))
    chmod(tree("root"), 0o755)
    #expect(await watch.scan() == [tree("root/a")])
  }

  @Test(.enabled(if: geteuid() == 0 && canMount)) func whatIsMountedOverATreeIsAnotherFileSystem()
    async throws
  {
    let tree = try Tree()
    try tree.makePlaces("a/b", "c")
    let watch = await Watch([tree.path])
    try #require(mount("none", tree("a"), "tmpfs", 0, nil) == 0)
    defer { umount2(tree("a"), Int32(MNT_DETACH)) }
    #expect(await watch.scan() == [tree("c")])
    try #require(umount2(tree("a"), 0) == 0)
    #expect(await watch.scan() == [tree("a/b"), tree("c")])
  }

  @Test(.enabled(if: geteuid() == 0 && canMount)) func aTreeThatIsUnmountedIsWaitedFor() async throws {
    let tree = try Tree("root")
    try #require(mount("none", tree("root"), "tmpfs", 0, nil) == 0)
    defer { umount2(tree("root"), Int32(MNT_DETACH)) }
    try tree.makePlaces("root/a")
    let watch = await Watch([tree("root")])
    // It keeps nobody from unmounting it.
    try #require(umount2(tree("root"), 0) == 0)
    #expect(await watch.scan() == [])
    try #require(mount("none", tree("root"), "tmpfs", 0, nil) == 0)
    #expect(await watch.scan() == [])
    try tree.makePlaces("root/b")
    await watch.changes(of: tree("root/b"))
  }
}

/// Whether the system lets the tests mount anything.
private let canMount: Bool = {
  guard let tree = try? Tree("mount"), mount("none", tree("mount"), "tmpfs", 0, nil) == 0 else {
    return false
  }
  return umount2(tree("mount"), 0) == 0
}()
