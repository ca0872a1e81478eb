import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct PreparedExecutionTests {
  @Test func `A prepared execution is locked, its intent written, and has run nothing`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("touch ran")
    let record = bench.record(prepared.folder)
    #expect(try record.state() == .alive)
    #expect(try record.readIntent().command == Array("touch ran".utf8))
    #expect(try record.readStarted() == nil)
    #expect(!bench.made("ran"))
  }

  @Test func `It tells which directory it is for`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("true")
    let attributes = try FileManager.default.attributesOfItem(atPath: bench.project.string)
    #expect(prepared.directoryInode == (attributes[.systemFileNumber] as? NSNumber)?.uint64Value)
    #expect(prepared.directoryDevice == (attributes[.systemNumber] as? NSNumber)?.uint64Value)
  }

  /// The claim may have been committed although nobody knows, as when the disk failed: the folder must prove the rest.
  @Test func `Let go, it proves that nothing was started`() async throws {
    let bench = try Bench()
    let folder = try await bench.prepare("touch ran").folder
    let running = try #require(bench.executor.follow(folder))
    #expect(try await running.ending().ending == .neverStarted)
    #expect(!bench.made("ran"))
  }

  @Test func `Discarded, it leaves nothing`() async throws {
    let bench = try Bench()
    try await bench.prepare("touch ran").discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.executions.string).isEmpty)
  }

  @Test func `Only its user can read it`() async throws {
    let bench = try Bench()
    let running = try await bench.start("echo secret")
    _ = try await running.ending()
    let folder = bench.executions.appending(running.folder)
    #expect(try mode(bench.executions) == 0o700)
    #expect(try mode(folder) == 0o700)
    for file in ["lock", "intent", "started", "ended", "log"] {
      #expect(try mode(folder.appending(file)) == 0o600, "\(file)")
    }
  }

  @Test(arguments: ["": ExecutorError.emptyCommand, " \n\t": .emptyCommand, "a\0b": .commandHoldsNUL])
  func `A command that cannot be run is refused before the claim`(
    command: String, error: ExecutorError
  ) async throws {
    let bench = try Bench()
    await #expect(throws: error) { _ = try await bench.prepare(command) }
    #expect(!FileManager.default.fileExists(atPath: bench.executions.string))
  }

  @Test(arguments: [
    ("gone", ENOENT), ("file", ENOTDIR), ("link-to-nothing", ENOENT), ("file/below", ENOTDIR),
  ])
  func `A directory that cannot be entered is refused before the claim`(
    name: String, errno: Int32
  ) async throws {
    let bench = try Bench()
    try Data().write(to: URL(filePath: bench.root.appending("file").string))
    try FileManager.default.createSymbolicLink(
      atPath: bench.root.appending("link-to-nothing").string, withDestinationPath: "nothing")
    let directory = bench.root.pushing(FilePath(name))
    await #expect(throws: ExecutorError.directory(path: directory.string, errno: errno)) {
      _ = try await bench.executor.prepare(Teardown(command: Array("true".utf8), directory: directory))
    }
  }

  @Test func `A relative path is no directory`() async throws {
    let bench = try Bench()
    await #expect(throws: ExecutorError.directory(path: "tmp", errno: EINVAL)) {
      _ = try await bench.executor.prepare(Teardown(command: Array("true".utf8), directory: "tmp"))
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may enter every directory"))
  func `A directory without permission is refused before the claim`() async throws {
    let bench = try Bench()
    chmod(bench.project.string, 0)
    defer { chmod(bench.project.string, 0o700) }
    await #expect(throws: ExecutorError.directory(path: bench.project.string, errno: EACCES)) {
      _ = try await bench.prepare("true")
    }
  }

  @Test func `Without a supervisor nothing can be claimed`() async throws {
    let bench = try Bench(supervisor: "/nowhere/killall-tofu-supervisor")
    let error = ExecutorError.supervisorMissing(path: "/nowhere/killall-tofu-supervisor", errno: ENOENT)
    await #expect(throws: error) { _ = try await bench.prepare("true") }
  }

  @Test func `A record that cannot be written is refused before the claim`() async throws {
    let bench = try Bench()
    try Data().write(to: URL(filePath: bench.root.appending("state").string))
    await #expect(throws: ExecutorError.record(path: bench.executions.string, errno: ENOTDIR)) {
      _ = try await bench.prepare("true")
    }
  }

  @Test func `A directory swapped after it was prepared is refused`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("touch ran")
    try FileManager.default.moveItem(
      atPath: bench.project.string, toPath: bench.root.appending("old").string)
    try FileManager.default.createDirectory(atPath: bench.project.string, withIntermediateDirectories: false)
    let result = try await prepared.launch().ending()
    #expect(result.ending == .couldNotStart(.directoryReplaced(path: bench.project.string)))
    #expect(result.error == "\(bench.project): another directory lies there now")
    #expect(!bench.made("ran"))
  }

  @Test func `A directory that vanished after it was prepared is refused`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("true")
    try FileManager.default.removeItem(atPath: bench.project.string)
    let result = try await prepared.launch().ending()
    #expect(result.ending == .couldNotStart(.directory(path: bench.project.string, errno: ENOENT)))
    #expect(result.startedAt == nil)
  }

  /// An upgrade may take the program away at any moment.
  @Test func `A supervisor that vanished after it was prepared is up already`() async throws {
    let folder = try Bench()
    let copy = folder.root.appending("supervisor")
    try FileManager.default.copyItem(atPath: builtSupervisor.string, toPath: copy.string)
    let bench = try Bench(supervisor: copy)
    let prepared = try await bench.prepare("touch ran")
    try FileManager.default.removeItem(atPath: copy.string)
    #expect(try await prepared.launch().ending().ending == .exited(0))
    #expect(bench.made("ran"))
  }

  @Test func `A supervisor that is still being written is waited for`() async throws {
    let folder = try Bench()
    let copy = folder.root.appending("supervisor")
    try FileManager.default.copyItem(atPath: builtSupervisor.string, toPath: copy.string)
    let writer = try FileDescriptor.open(copy, .readWrite, options: .closeOnExec)
    let bench = try Bench(supervisor: copy)
    async let written: Void = {
      try await eventually { bench.hasFolder }
      // Time for a first try. Were it too short for one, this would see less, and still be right.
      try await Task.sleep(for: .milliseconds(100))
      try writer.close()
    }()
    let prepared = try await bench.prepare("touch ran")
    try await written
    // None but one that is up already can run now.
    try FileManager.default.removeItem(atPath: copy.string)
    #expect(try await prepared.launch().ending().ending == .exited(0))
    #expect(bench.made("ran"))
  }

  @Test func `A supervisor that cannot be run is recorded as the end`() async throws {
    let folder = try Bench()
    let noProgram = folder.root.appending("supervisor")
    try Data("none".utf8).write(to: URL(filePath: noProgram.string))
    chmod(noProgram.string, 0o700)
    let bench = try Bench(supervisor: noProgram)
    let result = try await bench.prepare("touch ran").launch().ending()
    #expect(result.ending == .couldNotStart(.start(step: "supervisor", errno: ENOEXEC)))
    #expect(!bench.made("ran"))
  }

  @Test func `Another takes the place of a supervisor that was killed before the claim`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("echo ran >> ran")
    var supervisors: [pid_t] = []
    try await eventually {
      supervisors = processes(naming: prepared.folder)
      return supervisors.count == 1
    }
    for pid in supervisors { kill(pid, SIGKILL) }
    // Until it has ended, what is sent to it may be accepted, and read by nobody.
    try await eventually { supervisors.allSatisfy(isZombie) }
    #expect(try await prepared.launch().ending().ending == .exited(0))
    #expect(try bench.content("ran") == "ran\n")
  }

  @Test(arguments: [true, false])
  func `No supervisor is left of an execution that is not launched`(isDiscarded: Bool) async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("touch ran")
    let folder = prepared.folder
    // While many processes come and go, one look at all of them may miss one.
    try await eventually { processes(naming: folder).count == 1 }
    if isDiscarded { prepared.discard() } else { _ = consume prepared }
    #expect(processes(naming: folder).isEmpty)
  }

  private func mode(_ path: FilePath) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
    return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
  }
}
