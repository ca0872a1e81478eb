import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("One daemon per file")
struct DaemonLockTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test("is had by one, who is named to the next, and free when it goes")
  func exclusive() async throws {
    var first: DaemonLock?
    if case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) { first = lock }
    #expect(first != nil)
    #expect(try mode(of: folder.file + ".lock") == 0o600)
    guard case .taken(let owner) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "taken twice")
    }
    #expect(owner == ProcessInfo.processInfo.processIdentifier)
    first = nil
    _ = try await acquire()
  }

  @Test("does not count a lock file left by a killed daemon")
  func leftOver() throws {
    try Data("12345678901234567890\n".utf8).write(to: URL(filePath: folder.file + ".lock"))
    guard case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "taken by a file")
    }
    let own = "\(ProcessInfo.processInfo.processIdentifier)\n"
    #expect(lock.servedBefore == nil)
    #expect(try String(contentsOfFile: folder.file + ".lock", encoding: .utf8) == own)
    withExtendedLifetime(lock) {}
  }

  /// Takes the lock as soon as it is free: a child that another test has just forked keeps it until its exec.
  private func acquire() async throws -> DaemonLock {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
      if case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) { return lock }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw POSIXError(.EBUSY)
  }

  @Test("tells how the file was when it was served last, until the next daemon has noted its own")
  func before() async throws {
    let store = try await openStore(in: folder)
    let state = try #require(FileState(ofFileAt: folder.file))
    #expect(try await acquire().servedBefore == nil)
    try await acquire().noteServed(store, since: try await store.look())
    #expect(try await acquire().servedBefore == state)
    try await OtherProgram.run(insertion("/srv/a"), on: folder.file)
    #expect(FileState(ofFileAt: folder.file) != state)
    // A daemon that is killed before it noted anything leaves this on record.
    for _ in 1...2 { #expect(try await acquire().servedBefore == state) }
    try await acquire().noteServed(store, since: try await store.look())
    #expect(try await acquire().servedBefore == FileState(ofFileAt: folder.file))
  }

  @Test("sees that an older copy was put in the file's place, whatever its age", arguments: ["cp", "cp -p"])
  func copiedBack(command: String) async throws {
    let store = try await openStore(in: folder)
    _ = try await ChildProcess.run(["cp", "-p", folder.file, folder.path("copy")])
    try await acquire().noteServed(store, since: try await store.look())
    let before = try #require(try await acquire().servedBefore)
    _ = try await ChildProcess.run(
      command.split(separator: " ").map(String.init) + [folder.path("copy"), folder.file])
    let now = try #require(FileState(ofFileAt: folder.file))
    #expect(now.identity == before.identity && now.size == before.size && now != before)
  }

  /// What the daemon has not read it must not vouch for, however soon after it is asked to.
  @Test(
    "does not record what somebody else wrote or put in the file's place",
    arguments: ["commit", "cp copy projects.db", "mv copy projects.db", "rm projects.db"])
  func unread(change: String) async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    _ = try await ChildProcess.run(["cp", folder.file, folder.path("copy")])
    let lock = try await acquire()
    let look = try await store.look()
    _ = try await store.projects.update(project.id, at: noon) {
      $0.name = "later"
      return nil
    }
    try await lock.noteServed(store, since: look)
    let served = FileState(ofFileAt: folder.file)
    #expect(served != nil && DaemonLock.lastServed(at: folder.file) == served)
    if change == "commit" {
      try await OtherProgram.run(insertion("/srv/a"), on: folder.file)
    } else {
      #expect(try await ChildProcess.run(["sh", "-c", "cd \"$0\" && \(change)", folder.path]).code == 0)
    }
    #expect(FileState(ofFileAt: folder.file) != served)
    try await lock.noteServed(store, since: look)
    #expect(DaemonLock.lastServed(at: folder.file) == served)
    guard change == "commit" else { return }
    try await lock.noteServed(store, since: try await store.look())
    #expect(DaemonLock.lastServed(at: folder.file) == FileState(ofFileAt: folder.file))
  }

  @Test("is one, by whatever link the file is named")
  func links() async throws {
    try await openStore(in: folder).close()
    let link = folder.path("link.db")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("around"), withDestinationPath: folder.path)
    let lock = try await acquire()
    for path in [link, folder.path("around/projects.db"), folder.path("around/link.db")] {
      guard case .taken(ProcessInfo.processInfo.processIdentifier?) = try DaemonLock.acquire(beside: path)
      else {
        return #expect(Bool(false), "taken twice")
      }
      #expect(DaemonLock.holder(beside: path)?.processID == ProcessInfo.processInfo.processIdentifier)
    }
    let store = try await ProjectStore.open(at: link)
    try await lock.noteServed(store, since: try await store.look())
    #expect(DaemonLock.lastServed(at: link) == FileState(ofFileAt: folder.file))
    #expect(!FileManager.default.fileExists(atPath: link + ".lock"))
  }

  @Test("is not moved to think so by those who only read, in any way")
  func reading() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample())
    try await acquire().noteServed(store, since: try await store.look())
    for engine in ProjectStore.Engine.allCases {
      let reader = try await ProjectStore.open(at: folder.file, engine: engine)
      _ = try await reader.condition()
      try await reader.verify()
      _ = try await reader.backup(to: folder.path("copy-\(engine)"))
      try reader.close()
    }
    #expect(try await acquire().servedBefore == FileState(ofFileAt: folder.file))
  }

  /// Read off the kernel, because Foundation closes every descriptor of its children by itself.
  @Test("is not inherited by the programs we start")
  func inherited() throws {
    guard case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "not free")
    }
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == folder.file
        + ".lock"
    }
    #expect(descriptors.count == 1)
    for descriptor in descriptors {
      let info = try String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8)
      let flags = try #require(
        info.split(separator: "\n").first { $0.hasPrefix("flags:") }?.split(separator: "\t").last)
      #expect(try #require(Int32(flags, radix: 8)) & Int32(O_CLOEXEC) != 0)
    }
    withExtendedLifetime(lock) {}
  }

  @Test("names a folder that is missing, and does not follow a link")
  func places() throws {
    #expect(throws: StoreError.folderMissing(path: folder.path("none"))) {
      try DaemonLock.acquire(beside: folder.path("none/projects.db"))
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.file + ".lock", withDestinationPath: folder.path("x"))
    #expect(throws: StoreError.self) { try DaemonLock.acquire(beside: folder.file) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
  }
}
