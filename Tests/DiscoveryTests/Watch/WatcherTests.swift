import Foundation
import Glibc
import RealParts
import Testing

@testable import Discovery

@Suite(.timeLimit(.minutes(1))) struct WatcherTests {
  @Test func tellsFirstWhatIsThere() async throws {
    let tree = try Tree("b")
    try tree.makePlaces("a", "c/d")
    let watch = await Watch([tree.path])
    #expect(watch.taken == [.scanned(roots: [tree.path], places: [tree("a"), tree("c/d")], entries: 6)])
  }

  @Test func aFileThatIsWrittenIsToldOf() async throws {
    let tree = try Tree("a")
    let watch = await Watch([tree.path])
    try tree.writeFile(in: "a")
    #expect(await watch.changes(of: tree("a")) == [tree("a")])
  }

  @Test func aFileThatIsChangedOrGoesIsToldOf() async throws {
    let tree = try Tree()
    try tree.makePlaces("a", "b", "c", "d")
    let watch = await Watch([tree.path])
    try tree.writeFile(in: "a", "version: 2\n")
    #expect(await watch.changes(of: tree("a")) == [tree("a")])
    try tree.remove("b/.killall.yaml")
    #expect(await watch.changes(of: tree("b")) == [tree("b")])
    chmod(tree.file(in: "c"), 0o622)
    #expect(await watch.changes(of: tree("c")) == [tree("c")])
    chmod(tree("d"), 0o777)
    #expect(await watch.changes(of: tree("d")) == [tree("d")])
  }

  // As editors do it: a new file, put in the place of the old one.
  @Test func aFileThatIsSavedByRenameIsToldOfEachTime() async throws {
    let tree = try Tree()
    try tree.makePlaces("a")
    let watch = await Watch([tree.path])
    for turn in 0..<3 {
      try Data("version: \(turn)\n".utf8).write(to: URL(filePath: tree("a/.new")))
      try tree.move("a/.new", to: "a/.killall.yaml")
      #expect(await watch.changes(of: tree("a")) == [tree("a")])
    }
    // The new file is watched as the old one was.
    chmod(tree.file(in: "a"), 0o600)
    #expect(await watch.changes(of: tree("a")) == [tree("a")])
  }

  @Test func aFileThatNobodyClosesIsToldOfAfterAWhile() async throws {
    let tree = try Tree("a")
    let watch = await Watch([tree.path])
    let begin = ContinuousClock.now
    let file = open(tree.file(in: "a"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    write(file, "version", 7)
    await watch.changes(of: tree("a"))
    #expect(begin.duration(to: .now) >= .seconds(1.9))
    write(file, ": 1\n", 4)
    await watch.changes(of: tree("a"))
  }

  @Test func aHardLinkIsWholeAtOnce() async throws {
    let tree = try Tree("a")
    try tree.makePlaces("b")
    let watch = await Watch([tree.path])
    // What nobody closes is never told of before 2 seconds; a machine that is busy for as long is not so each time.
    var fastest = Duration.seconds(10)
    for _ in 0..<5 where fastest > .seconds(1.5) {
      let begin = ContinuousClock.now
      link(tree.file(in: "b"), tree.file(in: "a"))
      await watch.changes(of: tree("a"))
      fastest = min(fastest, begin.duration(to: .now))
      unlink(tree.file(in: "a"))
      await watch.changes(of: tree("a"))
    }
    #expect(fastest < .seconds(1.5))
  }

  @Test func directoriesThatAppearAreWatchedBeforeAnythingInThemCanGoUnseen() async throws {
    let tree = try Tree()
    let watch = await Watch([tree.path])
    let places = (0..<40).map { "a\($0)/b/c/d" }
    // A shell makes them as fast as it can.
    let script = "for i in $(seq 0 39); do mkdir -p a$i/b/c/d; echo version > a$i/b/c/d/.killall.yaml; done"
    let shell = try ChildProcess(["sh", "-c", script], in: tree.path)
    _ = await shell.finished()
    var missing = Set(places.map { tree($0) })
    while !missing.isEmpty,
      let told = await watch.first({ if case .places(let told) = $0 { told } else { nil } })
    {
      missing.subtract(told)
    }
    #expect(missing.isEmpty)
    try tree.writeFile(in: "a7/b/c/d", "changed\n")
    #expect(await watch.changes(of: tree("a7/b/c/d")) == [tree("a7/b/c/d")])
  }

  // A checkout of a repository full of them.
  @Test func thousandsOfChangesAtOnceAreToldOfTogether() async throws {
    let tree = try Tree("root")
    for number in 0..<2_000 { try tree.makePlaces("outside/\(number % 50)/\(number)") }
    let watch = await Watch([tree("root")])
    try tree.move("outside", to: "root/inside")
    var missing = Set((0..<2_000).map { tree("root/inside/\($0 % 50)/\($0)") })
    while !missing.isEmpty,
      let told = await watch.first({ if case .places(let told) = $0 { told } else { nil } })
    {
      missing.subtract(told)
    }
    #expect(missing.isEmpty)
    #expect(watch.taken.count < 100)
  }

  @Test func aTreeThatIsMovedInIsFound() async throws {
    let tree = try Tree("root")
    try tree.makePlaces("outside/x/y")
    let watch = await Watch([tree("root")])
    try tree.move("outside", to: "root/inside")
    #expect(await watch.changes(of: tree("root/inside/x/y")) == [tree("root/inside/x/y")])
  }

  @Test func aTreeThatIsMovedAwayIsToldOfAndNotWatchedAnyMore() async throws {
    let tree = try Tree("root")
    try tree.makePlaces("root/a/b")
    let watch = await Watch([tree("root")])
    try tree.move("root/a", to: "a")
    #expect(await watch.changes(of: tree("root/a/b")) == [tree("root/a/b")])
    try tree.writeFile(in: "a/b")
    try tree.makePlaces("root/mark")
    #expect(await watch.changes(of: tree("root/mark")) == [tree("root/mark")])
  }

  @Test func whatLiesInADirectoryThatIsRenamedMovesWithIt() async throws {
    let tree = try Tree("root/other")
    try tree.makePlaces("root/a/b/c", "root/a")
    let watch = await Watch([tree("root")])
    try tree.move("root/a", to: "root/other/z")
    let told = await watch.changes(
      of: tree("root/a"), tree("root/a/b/c"), tree("root/other/z"), tree("root/other/z/b/c"))
    #expect(told.count == 4)
    #expect(watch.taken.contains(.moved(from: tree("root/a"), to: tree("root/other/z"))))
    #expect(watch.taken.contains(.moved(from: tree("root/a/b/c"), to: tree("root/other/z/b/c"))))
    try tree.writeFile(in: "root/other/z/b/c", "changed\n")
    #expect(await watch.changes(of: tree("root/other/z/b/c")) == [tree("root/other/z/b/c")])
  }

  @Test func whatIsMovedWhereItIsIgnoredOrTooDeepIsLetGo() async throws {
    let tree = try Tree("root/a/b/c")
    try tree.makePlaces("root/x", "root/y")
    let watch = await Watch([tree("root")], rules: IgnoreRules(patterns: ["skip"]), maxDepth: 2)
    try tree.move("root/x", to: "root/skip")
    try tree.move("root/y", to: "root/a/b/c/y")
    #expect(await watch.changes(of: tree("root/x"), tree("root/y")).count == 2)
    try tree.writeFile(in: "root/skip", "changed\n")
    try tree.writeFile(in: "root/a/b/c/y", "changed\n")
    try tree.makePlaces("root/mark")
    #expect(await watch.changes(of: tree("root/mark")) == [tree("root/mark")])
    #expect(!watch.taken.contains { if case .moved = $0 { true } else { false } })
  }

  @Test func ignoredDirectoriesAndFilesAreNeverToldOf() async throws {
    let tree = try Tree(".git", "node_modules/a", "build", "file")
    let watch = await Watch([tree.path], rules: IgnoreRules(patterns: ["build/", "/file/.killall.yaml"]))
    try tree.makePlaces(".git", "node_modules/a", "build", "file", "new/node_modules/b", "new/build", "mark")
    #expect(await watch.changes(of: tree("mark")) == [tree("mark")])
  }

  @Test func aRemovedTreeIsToldOfAndFoundAgain() async throws {
    let tree = try Tree("x")
    try tree.makePlaces("a/b")
    let watch = await Watch([tree.path])
    try tree.remove("a")
    #expect(await watch.changes(of: tree("a/b")) == [tree("a/b")])
    try tree.makePlaces("a/b")
    #expect(await watch.changes(of: tree("a/b")) == [tree("a/b")])
  }

  @Test func aStopEndsTheReports() async throws {
    let tree = try Tree("a")
    let watch = await Watch([tree.path])
    watch.watcher.stop()
    watch.watcher.stop()
    #expect(await watch.next() == nil)
    watch.watcher.start()
    let unstarted = Watcher(roots: [tree.path])
    unstarted.stop()
    #expect(await unstarted.reports.collected().isEmpty)
  }

  @Test func aWishToLookAgainIsGranted() async throws {
    let tree = try Tree()
    try tree.makePlaces("a")
    let watch = await Watch([tree.path])
    watch.watcher.rescan()
    #expect(await watch.scan() == [tree("a")])
  }
}
