import Foundation
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct ProgramFileTests {
  private let folder: TestFolder
  private var path: String { folder.path("program") }

  init() throws {
    folder = try TestFolder("program")
    try Data("one".utf8).write(to: URL(filePath: folder.path("program")))
  }

  private func replace(_ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder.path("new")))
    #expect(rename(folder.path("new"), path) == 0)
  }

  private func isReplaced(_ file: ProgramFile) -> Bool {
    if case .replaced = file.standing { true } else { false }
  }

  @Test func `A file in its place is another`() throws {
    let file = try #require(ProgramFile(at: path))
    #expect(file.standing == .same)
    try replace("two, longer")
    #expect(isReplaced(file))
    #expect(try #require(ProgramFile(at: path)).standing == .same)
  }

  @Test func `None in its place is none`() throws {
    let file = try #require(ProgramFile(at: path))
    #expect(unlink(path) == 0)
    #expect(file.standing == .gone)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(file.standing == .gone, "a folder is no program")
    #expect(ProgramFile(at: path) == nil)
  }

  /// Also what a file system shows that makes up inodes as it goes: such a daemon would make way for itself for ever.
  @Test func `A copy with the same size and time is equal`() throws {
    let file = try #require(ProgramFile(at: path))
    let times = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    try Data("two".utf8).write(to: URL(filePath: folder.path("new")))
    var status = stat()
    #expect(stat(path, &status) == 0 && times != nil)
    var stamps = [status.st_atim, status.st_mtim]
    #expect(utimensat(AT_FDCWD, folder.path("new"), &stamps, 0) == 0)
    #expect(rename(folder.path("new"), path) == 0)
    #expect(file.standing == .equal)
  }

  @Test func `A link that leads elsewhere now leads to another`() throws {
    let link = folder.path("link")
    #expect(symlink("program", link) == 0)
    let file = try #require(ProgramFile(at: link))
    try Data("longer".utf8).write(to: URL(filePath: folder.path("other")))
    #expect(symlink("other", folder.path("link.new")) == 0 && rename(folder.path("link.new"), link) == 0)
    #expect(isReplaced(file))
  }

  @Test(arguments: [true, false])
  func `This process is found by its word, or by the system`(byWord: Bool) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let link = folder.path("called")
    #expect(symlink(own, link) == 0)
    let word = byWord ? link : "no such program"
    #expect(ProgramFile.ofThisProcess(calledAs: word, searchPath: nil)?.path == (byWord ? link : own))
    #expect(
      ProgramFile.ofThisProcess(calledAs: "called", searchPath: "relative:\(folder.path)")?.path == link)
  }

  @Test func `What happens to it and to its link is told, and then what happens in the folder`() async throws
  {
    let link = folder.path("link")
    #expect(symlink("program", link) == 0)
    let (changes, change) = AsyncStream<Void>.makeStream()
    let watch = try ProgramWatch(link) { change.yield() }
    var told = changes.makeAsyncIterator()
    try replace("two")
    await told.next()
    #expect(symlink("program", folder.path("link.new")) == 0 && rename(folder.path("link.new"), link) == 0)
    await told.next()
    watch.watchFolder()
    try replace("three")
    await told.next()
  }
}
