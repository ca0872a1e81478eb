import DBus
import Foundation

/// A `dbus-daemon` of this test's own, without service files, gone with this value.
final class PrivateBus: Sendable {
  let address: String
  let folder: URL
  private let daemon: pid_t

  /// Starts one and returns when it listens; `services` names a folder with service files.
  init(services: String? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let config = folder.appendingPathComponent("bus.conf")
    let serviceLine = services.map { "<servicedir>\($0)</servicedir>" } ?? ""
    try Data(
      """
      <busconfig><type>session</type>\(serviceLine)<listen>unix:path=\(folder.path)/bus</listen>
      <auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/>
      <allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
      """.utf8
    ).write(to: config)
    let output = Pipe()
    daemon = try spawn(
      [
        "/usr/bin/dbus-daemon", "--config-file=\(config.path)", "--nofork", "--nopidfile",
        "--print-address=1",
      ],
      output: output.fileHandleForWriting.fileDescriptor)
    try output.fileHandleForWriting.close()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    address = line.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  deinit {
    kill()
    waitpid(daemon, nil, 0)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Ends the bus as a crash would.
  func kill() {
    // Not yet waited for, so the number is still its own.
    _ = Glibc.kill(daemon, SIGKILL)
  }

  /// Opens a connection to it.
  func connect() async throws -> Connection {
    try await Connection.open(.address(address))
  }

  /// Runs another program with this bus as its session bus; its output, both kinds, and its exit code.
  func run(_ program: String, _ arguments: String...) async throws -> (output: String, code: Int32) {
    let file = folder.appendingPathComponent(UUID().uuidString)
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    let command =
      ["/usr/bin/env", "DBUS_SESSION_BUS_ADDRESS=\(address)", "LC_ALL=C.UTF-8", program] + arguments
    let pid = try spawn(command, output: handle.fileDescriptor, errors: handle.fileDescriptor)
    let status = await withCheckedContinuation { continuation in
      // Blocks until the program ends, so not on the pool that runs the tests.
      Thread.detachNewThread {
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        continuation.resume(returning: status)
      }
    }
    return (try String(contentsOf: file, encoding: .utf8), (status >> 8) & 0xff)
  }
}

/// Starts a program with no signal blocked and no descriptor but the first three.
///
/// A bus that inherits SIGCHLD blocked never sees its services end; one that inherits the pipes of other tests
/// keeps them from ever ending.
private func spawn(_ arguments: [String], output: Int32, errors: Int32 = 2) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  var attributes = posix_spawnattr_t()
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_adddup2(&actions, errors, 2)
  // Closing one that is not open is no error here.
  for descriptor in Int32(3)..<1_024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  var words = arguments.map { strdup($0) } + [nil]
  defer { words.forEach { free($0) } }
  var pid: pid_t = 0
  let failure = posix_spawn(&pid, arguments[0], &actions, &attributes, &words, environ)
  guard failure == 0 else { throw POSIXError(.init(rawValue: failure) ?? .EIO) }
  return pid
}
