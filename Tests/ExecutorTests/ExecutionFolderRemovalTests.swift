import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite struct ExecutionFolderRemovalTests {
  private let bench: Bench
  private var folders: ExecutionFolders { ExecutionFolders(root: bench.executions) }

  init() throws {
    bench = try Bench()
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: bench.executions.string + "/" + name)
  }

  @Test func whatIsOverGoesWithItsLogs() async throws {
    let execution = try await bench.start("echo log")
    _ = try await execution.ending()
    #expect(folders.remove(execution.folder) == .removed)
    #expect(!exists(execution.folder))
    #expect(folders.remove(execution.folder) == .absent)
  }

  @Test func whatIsPreparedOrRunningStays() async throws {
    let prepared = try await bench.prepare("true")
    let name = prepared.folder
    #expect(folders.remove(name) == .inUse)
    let go = try bench.fifo("go")
    let running = try await bench.start("read x < go")
    #expect(folders.remove(running.folder) == .inUse)
    #expect(exists(name) && exists(running.folder))
    try go.open()
    _ = try await running.ending()
    #expect(folders.remove(running.folder) == .removed)
    prepared.discard()
  }

  /// Names are cells of a file that other programs write.
  @Test(arguments: [
    "", ".", "..", "../project", "/", "a/b", ".hidden", "a\0b", "one two", "%2e", "ä",
    String(repeating: "n", count: 101),
  ])
  func namesThatAreNoneOfOursTouchNothing(name: String) async throws {
    _ = try await bench.run("true")
    let before = try FileManager.default.subpathsOfDirectory(atPath: bench.root.string).sorted()
    #expect(folders.remove(name) == .notOurs)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.root.string).sorted() == before)
  }

  @Test func linksAreNotFollowed() async throws {
    let execution = try await bench.start("true")
    _ = try await execution.ending()
    let files = FileManager.default
    let letter = bench.project.appending("letter").string
    try Data("dear aunt".utf8).write(to: URL(filePath: letter))
    let place = bench.executions.string
    try files.createSymbolicLink(atPath: place + "/link", withDestinationPath: bench.project.string)
    #expect(folders.remove("link") == .notOurs)
    try files.createSymbolicLink(
      atPath: "\(place)/\(execution.folder)/letter", withDestinationPath: letter)
    try files.createSymbolicLink(
      atPath: "\(place)/\(execution.folder)/there", withDestinationPath: bench.project.string)
    #expect(folders.remove(execution.folder) == .removed)
    #expect(try bench.content("letter") == "dear aunt")
  }

  @Test func aFileOrAStrangersFolderIsLeftAlone() async throws {
    _ = try await bench.run("true")
    let place = bench.executions.string
    try Data().write(to: URL(filePath: place + "/file"))
    #expect(folders.remove("file") == .notOurs)
    try FileManager.default.createDirectory(
      atPath: place + "/deep/inside", withIntermediateDirectories: true)
    guard case .failed = folders.remove("deep") else {
      return #expect(Bool(false), "a folder in a folder was removed")
    }
    #expect(exists("deep/inside"))
  }

  /// The folder is what keeps others out of the directory while a process of the teardown lives.
  @Test func aCommandThatOutlivedItsSupervisorKeepsItsFolder() async throws {
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo $PPID > up; read x < go; echo over > up; read x < go")
    kill(try await up.pid(), SIGKILL)
    _ = try await running.ending()
    #expect(folders.remove(running.folder) == .inUse)
    try go.open()
    #expect(try await up.line() == "over")
    #expect(exists(running.folder))
    try go.open()
  }

  @Test func aRemovalThatWasCutShortIsFinished() async throws {
    let execution = try await bench.start("true")
    _ = try await execution.ending()
    try FileManager.default.removeItem(atPath: "\(bench.executions.string)/\(execution.folder)/lock")
    #expect(folders.remove(execution.folder) == .removed)
  }
}
