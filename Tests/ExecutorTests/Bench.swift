import Deadlines
import ExecutionJournal
import Executor
import Foundation
import Logging
import RealParts
import SystemPackage
import Testing

/// A folder of its own for one test, and an executor in it that uses the built supervisor.
final class Bench: Sendable {
  private let folder: TestFolder
  let executor: Executor

  var root: FilePath { FilePath(folder.path) }
  /// Where the commands run.
  var project: FilePath { root.appending("project") }
  /// Where their records lie.
  var executions: FilePath { root.appending("state").appending("executions") }

  init(session: [String: String] = ["PATH": "/usr/bin:/bin"], supervisor: FilePath = builtSupervisor) throws {
    folder = try TestFolder("executor")
    let root = FilePath(folder.path)
    try FileManager.default.createDirectory(
      atPath: root.appending("project").string, withIntermediateDirectories: true)
    executor = Executor(
      folders: ExecutionFolders(root: root.appending("state").appending("executions")),
      supervisor: SupervisorProgram(path: supervisor), session: session,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func prepare(
    _ command: String, _ change: (inout Teardown) -> Void = { _ in }
  ) async throws -> PreparedExecution {
    var teardown = Teardown(command: Array(command.utf8), directory: project)
    change(&teardown)
    return try await executor.prepare(teardown)
  }

  func start(_ command: String, _ change: (inout Teardown) -> Void = { _ in }) async throws
    -> RunningExecution
  {
    try await prepare(command, change).launch()
  }

  /// Runs a command to its end.
  func run(_ command: String, _ change: (inout Teardown) -> Void = { _ in }) async throws -> ExecutionResult {
    try await start(command, change).ending()
  }

  /// Whether there is an execution yet.
  var hasFolder: Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: executions.string))?.isEmpty == false
  }

  /// The only execution there is.
  func onlyFolder() throws -> String {
    try #require(try FileManager.default.contentsOfDirectory(atPath: executions.string).first)
  }

  /// Every byte of every file in an execution's folder; what is no file, such as a pipe, is left out.
  func everyByte(of folder: String) throws -> Data {
    let path = executions.appending(folder).string
    var all = Data()
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      all += Data(name.utf8) + [0] + (try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }
    return all
  }

  func record(_ folder: String) -> ExecutionFolder {
    ExecutionFolder(name: folder, in: executions.string)
  }

  func fifo(_ name: String) throws -> Fifo {
    try Fifo(project.appending(name))
  }

  /// Whether the command made the file of this name in its directory.
  func made(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: project.appending(name).string)
  }

  func content(_ name: String) throws -> String {
    try String(contentsOfFile: project.appending(name).string, encoding: .utf8)
  }
}

let builtSupervisor = FilePath(BuiltPrograms.path("killall-tofu-supervisor"))

/// The processes, zombies apart, that have `text` in their arguments.
func processes(naming text: String) -> [pid_t] {
  let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) }
  return numbers?.filter { pid in
    let arguments = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
    return String(decoding: arguments, as: UTF8.self).contains(text)
  } ?? []
}

/// Whether it has ended, everything of it gone, and its parent has not yet taken its exit status.
func isZombie(_ pid: pid_t) -> Bool {
  let status = FileManager.default.contents(atPath: "/proc/\(pid)/stat") ?? Data()
  return String(decoding: status, as: UTF8.self).split(separator: ")").last?.hasPrefix(" Z") ?? false
}

/// A named pipe, by which a command in a shell and the test wait for each other.
final class Fifo: Sendable {
  private let descriptor: FileDescriptor

  init(_ path: FilePath) throws {
    try #require(mkfifo(path.string, 0o600) == 0)
    // For both directions, so that neither side's opening waits for the other.
    descriptor = try FileDescriptor.open(path, .readWrite)
  }

  deinit { try? descriptor.close() }

  /// Lets a shell go on that waits with `read x < NAME`.
  func open() throws {
    try descriptor.writeAll("go\n".utf8)
  }

  /// Waits for the next line a shell writes with `echo … > NAME`; an issue if none comes within 20 s.
  func line() async throws -> String {
    let descriptor = descriptor
    let line = await onOwnThread { () -> String? in
      var bytes: [UInt8] = []
      var byte: [UInt8] = [0]
      var readable = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
      while poll(&readable, 1, 20_000) == 1 {
        guard (try? byte.withUnsafeMutableBytes { try descriptor.read(into: $0) }) == 1 else { break }
        if byte == [UInt8(ascii: "\n")] { return String(decoding: bytes, as: UTF8.self) }
        bytes += byte
      }
      return nil
    }
    return try #require(line)
  }

  /// The same, as the number of a process.
  func pid() async throws -> pid_t {
    try #require(pid_t(try await line()))
  }
}
