import Foundation
import Glibc
import RealParts
import Testing

@testable import Discovery

/// How one gets to what is watched: roots, single directories, links.
@Suite(.timeLimit(.minutes(1))) struct WatchedWaysTests {
  @Test func aRootThatIsNotThereYetIsWaitedFor() async throws {
    let tree = try Tree()
    let watch = await Watch([tree("a/b/c")])
    #expect(watch.taken == [.scanned(roots: [], places: [], entries: 0)])
    try tree.makePlaces("a/b/c/d")
    let found = await watch.first { report -> Bool? in
      switch report {
      case .scanned(_, let places, _), .places(let places): places.contains(tree("a/b/c/d")) ? true : nil
      default: nil
      }
    }
    #expect(found == true)
  }

  @Test func aRootThatGoesAndComesBackIsFoundAgain() async throws {
    let tree = try Tree()
    try tree.makePlaces("root/a")
    let watch = await Watch([tree("root")])
    // Whatever stands in it keeps it from being told of as removed.
    let held = open(tree("root"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(held) }
    try tree.remove("root")
    #expect(await watch.scan() == [])
    try tree.makePlaces("root/b")
    let found = await watch.first { report -> Bool? in
      switch report {
      case .scanned(_, let places, _), .places(let places): places.contains(tree("root/b")) ? true : nil
      default: nil
      }
    }
    #expect(found == true)
  }

  @Test func aRootWhoseAncestorIsRenamedIsNotTakenForTheOldOne() async throws {
    let tree = try Tree()
    try tree.makePlaces("up/root/a")
    let watch = await Watch([tree("up/root")])
    try tree.move("up", to: "away")
    #expect(await watch.scan() == [])
    #expect(await watch.changes(of: tree("up/root/a")) == [tree("up/root/a")])
    try tree.move("away", to: "up")
    #expect(await watch.scan() == [tree("up/root/a")])
  }

  @Test func aRootBehindALinkIsReportedByItsRealPathAndFollowed() async throws {
    let tree = try Tree()
    try tree.makePlaces("one/a", "two/b")
    try tree.link("root", to: "one")
    let watch = await Watch([tree("root")])
    #expect(watch.taken == [.scanned(roots: [tree("root")], places: [tree("one/a")], entries: 2)])
    try tree.link("new", to: "two")
    try tree.move("new", to: "root")
    #expect(await watch.scan() == [tree("two/b")])
  }

  @Test func aRootInsideAnotherIsWatchedOnce() async throws {
    let tree = try Tree()
    try tree.makePlaces("a/b/c")
    let watch = await Watch([tree("a/b"), tree.path], rules: IgnoreRules(patterns: ["/a/b/d"]))
    try tree.writeFile(in: "a/b/c", "changed\n")
    #expect(await watch.changes(of: tree("a/b/c")) == [tree("a/b/c")])
    // What one root leaves alone the other may not.
    try tree.makePlaces("a/b/d")
    #expect(await watch.changes(of: tree("a/b/d")) == [tree("a/b/d")])
  }

  @Test func aSingleDirectoryIsWatchedWithoutWhatIsBelow() async throws {
    let tree = try Tree("b")
    try tree.makePlaces("a", "a/below")
    let watch = await Watch([], singles: [tree("a")])
    #expect(watch.taken == [.scanned(roots: [], places: [tree("a")], entries: 0)])
    try tree.writeFile(in: "a/below", "changed\n")
    try tree.makePlaces("a/new")
    try tree.writeFile(in: "a", "changed\n")
    #expect(await watch.changes(of: tree("a")) == [tree("a")])
    watch.watcher.watch(single: tree("b"))
    try tree.writeFile(in: "b")
    #expect(await watch.changes(of: tree("b")) == [tree("b")])
    watch.watcher.unwatch(single: tree("a"))
    watch.watcher.rescan()
    #expect(await watch.scan() == [tree("b")])
    try tree.writeFile(in: "a", "changed again\n")
    try tree.writeFile(in: "b", "changed\n")
    #expect(await watch.changes(of: tree("b")) == [tree("b")])
  }

  @Test func aSingleDirectoryThatGoesIsToldOfAndFoundAgain() async throws {
    let tree = try Tree()
    try tree.makePlaces("a/b")
    let watch = await Watch([], singles: [tree("a/b")])
    try tree.move("a", to: "c")
    #expect(await watch.changes(of: tree("a/b")) == [tree("a/b")])
    try tree.move("c", to: "a")
    #expect(await watch.scan() == [tree("a/b")])
  }

  @Test func linksAreFollowedWhereAskedTo() async throws {
    let tree = try Tree("root")
    try tree.makePlaces("real/a")
    let watch = await Watch([tree("root")], followsSymlinks: true)
    try tree.link("root/link", to: tree("real"))
    #expect(await watch.scan() == [tree("real/a")])
    try tree.writeFile(in: "real/a", "changed\n")
    #expect(await watch.changes(of: tree("real/a")) == [tree("real/a")])
    try tree.remove("root/link")
    #expect(await watch.scan() == [])
  }
}
