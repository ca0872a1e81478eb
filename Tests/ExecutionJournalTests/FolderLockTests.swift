import Foundation
import RealParts
import Testing

@testable import ExecutionJournal

@Suite(.timeLimit(.minutes(1))) struct FolderLockTests {
  private let root: TestFolder
  private let folder: ExecutionFolder

  init() throws {
    root = try TestFolder("lock")
    folder = ExecutionFolder(name: "one", in: root.path)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
  }

  @Test(arguments: ["fifo", "folder", "device"])
  func `What is no file in the lock's place holds nobody up`(kind: String) throws {
    switch kind {
    case "fifo": try #require(mkfifo(folder.lockPath, 0o600) == 0)
    case "folder": try #require(mkdir(folder.lockPath, 0o700) == 0)
    default: try #require(symlink("/dev/tty", folder.lockPath) == 0)
    }
    #expect(throws: JournalError.self) { try folder.isLocked() }
    #expect(throws: JournalError.self) { try folder.state() }
    #expect(throws: JournalError.self) { try folder.waitUntilUnlocked() }
    #expect(throws: JournalError.self) { try folder.requestStop() }
  }

  @Test(arguments: ["log", "tail.1", "out"]) func `Nor does it anywhere else`(name: String) throws {
    try #require(mkfifo(folder.entryPath(name), 0o600) == 0)
    var log = LogFile(in: folder)
    Array("line\n".utf8).withUnsafeBytes { log.write($0) }
    #expect(folder.readSilent() == nil)
    #expect(throws: JournalError.self) { try folder.drainOrphans() }
  }
}
