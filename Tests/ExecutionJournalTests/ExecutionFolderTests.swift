import Foundation
import RealParts
import Testing

@testable import ExecutionJournal

@Suite struct ExecutionFolderTests {
  let root: TestFolder
  let folder: ExecutionFolder

  init() throws {
    root = try TestFolder("journal")
    folder = ExecutionFolder(name: "one", in: root.path)
  }

  private let intent = Intent(
    command: Array("true".utf8), directory: Array("/".utf8), directoryIdentity: .init(device: 1, inode: 2))
  private let started = Started(leader: .init(pid: 4_000_000, startTime: 1, bootID: "b"), at: 1)
  private let ended = Ended(outcome: .exited(0), at: 2)

  @Test func `Its states follow its lock and its records`() throws {
    let lock = try folder.create(intent)
    #expect(try folder.state() == .alive)
    #expect(try folder.readIntent() == intent)
    try release(lock)
    #expect(try folder.state() == .neverStarted)
    try folder.write(started)
    #expect(try folder.state() == .interrupted)
    try folder.write(ended)
    #expect(try folder.state() == .ended(ended))
  }

  /// Recorded or not, the supervisor is still at it as long as it holds the lock.
  @Test func `The lock comes before the records`() throws {
    let lock = try folder.create(intent)
    try folder.write(started)
    #expect(try folder.state() == .alive)
    try folder.write(ended)
    #expect(try folder.state() == .alive)
    try release(lock)
    #expect(try folder.state() == .ended(ended))
  }

  @Test(
    arguments: ["started", "ended"], ["", "garbage", "killall-tofu started 2\n", "killall-tofu ended 1\nx"])
  func `A damaged record counts as interrupted`(name: String, content: String) throws {
    try release(try folder.create(intent))
    try Data(content.utf8).write(to: URL(filePath: folder.entryPath(name)))
    #expect(try folder.state() == .interrupted)
  }

  @Test func `A draft of a record is no record`() throws {
    try release(try folder.create(intent))
    try Data(started.bytes).write(to: URL(filePath: folder.entryPath("started.new")))
    #expect(try folder.state() == .neverStarted)
    try folder.write(started)
    #expect(try folder.readStarted() == started)
  }

  @Test func `A name that is taken is left as it is`() throws {
    try release(try folder.create(intent))
    try folder.write(started)
    #expect(throws: JournalError.system(call: "rename", path: folder.path, errno: ENOTEMPTY)) {
      _ = try folder.create(intent)
    }
    #expect(try folder.readStarted() == started)
    #expect(try FileManager.default.contentsOfDirectory(atPath: root.path) == ["one"])
  }

  @Test func `A folder that is not there proves nothing`() {
    #expect(throws: JournalError.system(call: "open", path: folder.lockPath, errno: ENOENT)) {
      try folder.state()
    }
    #expect(throws: JournalError.self) { try folder.readIntent() }
    #expect(throws: JournalError.self) { try folder.waitUntilUnlocked() }
    #expect(throws: JournalError.self) { try folder.write(ended) }
  }

  @Test func `A FIFO or a link in a record's place stops nobody`() throws {
    try release(try folder.create(intent))
    try #require(mkfifo(folder.entryPath("started"), 0o600) == 0)
    #expect(try folder.state() == .interrupted)
    try FileManager.default.createSymbolicLink(
      atPath: folder.entryPath("ended"), withDestinationPath: "/etc/passwd")
    #expect(throws: JournalError.system(call: "open", path: folder.entryPath("ended"), errno: ELOOP)) {
      try folder.readEnded()
    }
  }

  @Test func `A file larger than any record is not read`() throws {
    try release(try folder.create(intent))
    try Data(count: 5 << 20).write(to: URL(filePath: folder.entryPath("ended")))
    #expect(throws: JournalError.damaged(path: folder.entryPath("ended"), .tooLarge)) {
      try folder.readEnded()
    }
  }

  @Test func `Only the folder's own lock is taken over`() throws {
    try release(try folder.create(intent))
    let stranger = open("/dev/null", O_RDWR)
    #expect(throws: JournalError.system(call: "flock", path: folder.lockPath, errno: EBADF)) {
      _ = try FolderLock(inherited: stranger, of: folder)
    }
    #expect(throws: JournalError.self) { _ = try FolderLock(inherited: 9_999, of: folder) }
  }

  /// The number in the record is that of a process which lives, but began later.
  @Test func `A stop is asked of no process that only has the same number`() throws {
    let stranger = try ChildProcess(["sleep", "60"])
    defer { stranger.send(SIGKILL) }
    var leader = try #require(try ProcessIdentity(runningAs: stranger.pid))
    leader.startTime -= 1
    try expectNoStop(of: leader)
  }

  /// A group may live on without its leader, but not into the next boot.
  @Test func `A stop is asked of nobody after a reboot`() throws {
    try expectNoStop(of: ProcessIdentity(pid: 4_194_305, startTime: 1, bootID: "another boot"))
  }

  private func expectNoStop(of leader: ProcessIdentity) throws {
    let lock = try folder.create(intent)
    try folder.write(Started(leader: leader, at: 1))
    #expect(try folder.requestStop() == .notRunning)
    #expect(!FileManager.default.fileExists(atPath: folder.entryPath("stop")))
    try release(lock)
  }

  /// Closes the lock, as the end of its last holder does.
  ///
  /// A program that another test starts just now has a copy of the descriptor until its `exec`.
  private func release(_ lock: consuming FolderLock) throws {
    _ = consume lock
    try folder.waitUntilUnlocked()
  }
}
