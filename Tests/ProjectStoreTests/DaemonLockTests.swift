import Foundation
import Testing

@testable import ProjectStore

@Suite("One daemon per file")
struct DaemonLockTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  @Test("is had by one, who is named to the next, and free when it goes")
  func exclusive() throws {
    var first: DaemonLock?
    if case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) { first = lock }
    #expect(first != nil)
    #expect(try mode(of: folder.file + ".lock") == 0o600)
    guard case .taken(let owner) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "taken twice")
    }
    #expect(owner == ProcessInfo.processInfo.processIdentifier)
    first = nil
    guard case .acquired = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "not given back")
    }
  }

  @Test("does not count a lock file left by a killed daemon")
  func leftOver() throws {
    try Data("12345678901234567890\n".utf8).write(to: URL(filePath: folder.file + ".lock"))
    guard case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "taken by a file")
    }
    let own = "\(ProcessInfo.processInfo.processIdentifier)\n"
    #expect(try String(contentsOfFile: folder.file + ".lock", encoding: .utf8) == own)
    withExtendedLifetime(lock) {}
  }

  @Test("is not inherited by the programs we start")
  func inherited() throws {
    var lock: DaemonLock?
    if case .acquired(let acquired) = try DaemonLock.acquire(beside: folder.file) { lock = acquired }
    let child = Process()
    child.executableURL = URL(filePath: "/bin/cat")
    let input = Pipe()
    child.standardInput = input
    try child.run()
    #expect(lock != nil)
    lock = nil
    guard case .acquired = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "held by a child")
    }
    try input.fileHandleForWriting.close()
    child.waitUntilExit()
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
