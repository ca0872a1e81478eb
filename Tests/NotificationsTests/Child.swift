import Dispatch
import Glibc
import Synchronization

/// A child process with clean signal handling; ended by its pid.
final class Child: Sendable {
  struct NotStarted: Error { var command: String }

  let pid: pid_t
  private let output: Int32
  private let isGone = Mutex(false)

  /// Starts `arguments` with these variables added to the environment.
  init(_ arguments: [String], _ variables: [String: String] = [:]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw NotStarted(command: arguments.joined(separator: " ")) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // Test tasks run with signals blocked, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let inherited: [String] = ["PATH", "HOME"].compactMap { (name: String) -> String? in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    let environment = inherited + variables.map { "\($0)=\($1)" }
    var pid: pid_t = 0
    let status = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in posix_spawnp(&pid, arguments[0], &files, &attributes, argv, envp) }
    }
    posix_spawnattr_destroy(&attributes)
    posix_spawn_file_actions_destroy(&files)
    close(ends[1])
    output = ends[0]
    self.pid = pid
    guard status == 0 else {
      close(output)
      throw NotStarted(command: arguments.joined(separator: " "))
    }
  }

  deinit {
    close(output)
  }

  /// Runs `arguments` to their end and returns what they wrote to standard output.
  static func output(of arguments: [String], _ variables: [String: String] = [:]) async throws -> String {
    let child = try Child(arguments, variables)
    let text = await child.read { _ in false }
    child.wait()
    return text
  }

  /// The first line it writes; empty if it ends without one.
  func firstLine() async -> String {
    await read { $0.contains("\n") }
  }

  /// Ends it, stopped or not, and waits until it is gone.
  func end(with signal: Int32 = SIGTERM) {
    // Once it has been waited for, its number may belong to another process.
    isGone.withLock { isGone in
      guard !isGone else { return }
      kill(pid, signal)
      kill(pid, SIGCONT)
      waitForEnd(&isGone)
    }
  }

  /// Waits until it has ended by itself.
  func wait() {
    isGone.withLock { if !$0 { waitForEnd(&$0) } }
  }

  private func waitForEnd(_ isGone: inout Bool) {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    isGone = true
  }

  private func read(until isEnough: @escaping @Sendable (String) -> Bool) async -> String {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [output] in
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isEnough(text) {
          let count = Glibc.read(output, &buffer, buffer.count)
          guard count > 0 else { break }
          text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        continuation.resume(returning: text)
      }
    }
  }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { (string: String) in strdup(string) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
