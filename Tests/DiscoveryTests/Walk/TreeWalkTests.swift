import Foundation
import Glibc
import RealParts
import Testing

@testable import Discovery

@Suite struct TreeWalkTests {
  @Test func findsEveryPlaceAndCountsEveryEntry() throws {
    let tree = try Tree("empty", "a/b")
    try tree.makePlaces(".", "a", "a/b/c", "x y/é")
    let sighting = TreeWalk().find(in: tree.path)
    #expect(sighting.places == [tree.path, tree("a"), tree("a/b/c"), tree("x y/é")])
    // Six directories and four files.
    #expect(sighting.entries == 10)
    #expect(sighting.unseen.isEmpty)
  }

  @Test(arguments: [(0, 1), (1, 2), (2, 3), (3, 4), (64, 4)]) func goesNotDeeperThanSaid(
    depth: Int, count: Int
  ) throws {
    let tree = try Tree()
    try tree.makePlaces(".", "a", "a/b", "a/b/c")
    #expect(TreeWalk(maxDepth: depth).find(in: tree.path).places.count == count)
  }

  @Test func entersNothingThatIsIgnored() throws {
    let tree = try Tree()
    try tree.makePlaces(
      "a", "a/build", "build/b", "keep/build", "node_modules/x", ".git", "a/.terraform/modules/m")
    try tree.makePlaces("file")
    let rules = IgnoreRules(patterns: ["/build", "a/build/", "file/.killall.yaml", "!node_modules"])
    let sighting = TreeWalk(rules: rules).find(in: tree.path)
    #expect(sighting.places == [tree("a"), tree("keep/build")])
  }

  @Test func anEntryOfAnyKindIsFound() throws {
    let tree = try Tree("a/.killall.yaml", "b", "c", "d")
    try tree.link("b/.killall.yaml", to: "/nowhere")
    mkfifo(tree.file(in: "c"), 0o600)
    try Data().write(to: URL(filePath: tree("d/killall.yaml")))
    #expect(TreeWalk().find(in: tree.path).places == [tree("a"), tree("b"), tree("c")])
  }

  @Test func followsNoLinkButTheOneItBeginsAt() throws {
    let tree = try Tree("real")
    try tree.makePlaces("real/a", "other")
    try tree.link("real/link", to: tree("other"))
    try tree.link("begin", to: "real")
    #expect(TreeWalk().find(in: tree("begin")).places == [tree("real/a")])
  }

  @Test func followsLinksWhereAskedToAndEachDirectoryOnce() throws {
    let tree = try Tree("root/node_modules")
    try tree.makePlaces("root/a", "other/b", "other/deep/c", "other/node_modules/d", "root/ignored")
    try tree.link("root/loop", to: "..")
    try tree.link("root/a/self", to: ".")
    try tree.link("root/one", to: tree("other"))
    try tree.link("root/two", to: tree("other/b"))
    try tree.link("root/again", to: "ignored")
    try tree.link("root/broken", to: "nowhere")
    try tree.link("root/modules", to: tree("other/node_modules/d"))
    let walk = TreeWalk(rules: IgnoreRules(patterns: ["/ignored", "loop"]), followsSymlinks: true)
    let sighting = walk.find(in: tree("root"))
    #expect(sighting.places == [tree("other/b"), tree("other/deep/c"), tree("root/a")])
    #expect(sighting.unseen.isEmpty)
  }

  @Test func aLoopOfLinksEnds() throws {
    let tree = try Tree("a/b")
    try tree.makePlaces("a")
    try tree.link("a/b/up", to: "../..")
    #expect(TreeWalk(maxDepth: 64, followsSymlinks: true).find(in: tree.path).places == [tree("a")])
  }

  // The user is root, who sees everything, unless the thread gives that up.
  @Test(.enabled(if: geteuid() == 0)) func saysWhatItCannotSee() async throws {
    let tree = try Tree("a")
    try tree.makePlaces("a", "closed", "b")
    chmod(tree("closed"), 0o700)
    chmod(tree.path, 0o755)
    let path = tree.path
    let sighting = await onOwnThread {
      seeAsNobody()
      return TreeWalk().find(in: path)
    }
    #expect(sighting.places == [tree("a"), tree("b")])
    #expect(sighting.unseen == [.init(path: tree("closed"), why: "Permission denied")])
  }

  @Test func aNameThatIsNoTextIsNotEntered() throws {
    let tree = try Tree()
    let name = Array(tree.path.utf8) + [UInt8(ascii: "/"), 0xFF, 0]
    mkdir(name.map(CChar.init(bitPattern:)), 0o700)
    let sighting = TreeWalk().find(in: tree.path)
    #expect(sighting.unseen.map(\.path) == [tree("\u{FFFD}")])
  }

  @Test func whatIsNotThereIsNothingToSee() throws {
    let sighting = TreeWalk().find(in: try Tree()("nowhere"))
    #expect(sighting.places.isEmpty && sighting.entries == 0 && sighting.unseen.isEmpty)
  }

  // What it comes by there is another file system.
  @Test(.enabled(if: TreeWalk(maxDepth: 1).find(in: "/").entries > 0)) func staysInItsFileSystem() {
    var (root, proc) = (stat(), stat())
    stat("/", &root)
    stat("/proc", &proc)
    let walk = Walker(TreeWalk(maxDepth: 2), visitor: Names())
    var walker = walk
    _ = walker.run(at: "/")
    #expect(walker.visitor.names.contains("etc"))
    #expect(walker.visitor.names.contains("proc") == (root.st_dev == proc.st_dev))
  }

  private struct Names: WalkVisitor {
    var names: Set<String> = []

    mutating func enter(_ directory: borrowing OpenDirectory, _ step: WalkStep<Int>) -> Int? {
      guard case .child(_, let name, 1) = step else { return 0 }
      names.insert(String(decoding: name, as: UTF8.self))
      return nil
    }

    func found(in place: Int, _ directory: borrowing OpenDirectory) {}
    func cannotSee(_ path: String, _ failure: SystemFailure, below place: Int?) {}
  }
}
