import Dispatch
import Foundation
import Glibc
import Synchronization

/// A program that a test started, with a clean signal mask; ended by its pid, never by its name.
final class ChildProcess: Sendable {
  struct NotStarted: Error {
    var command: String
    var errno: Int32
  }

  /// What became of a program that ran to its end.
  struct Finished {
    /// The exit code; 128 plus the signal's number where one ended it.
    var code: Int32
    var output: String
    var errors: String
  }

  let pid: pid_t
  let outputPath: String
  let errorPath: String
  private let status = Mutex<Int32?>(nil)

  /// Starts `arguments` in exactly this environment, with its output in two files below `folder`.
  init(_ arguments: [String], _ environment: [String: String], in directory: String, files folder: String)
    throws
  {
    let name = "\(folder)/\(UUID().uuidString)"
    outputPath = name + ".out"
    errorPath = name + ".err"
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, outputPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errorPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    // Test tasks run with signals blocked, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pid: pid_t = 0
    // `env` changes the directory and then becomes the program, under the same pid.
    let command = ["env", "-C", directory] + arguments
    let result = withCStrings(command) { argv in
      withCStrings(environment.map { "\($0)=\($1)" }) { envp in
        posix_spawnp(&pid, command[0], &files, &attributes, argv, envp)
      }
    }
    guard result == 0 else { throw NotStarted(command: arguments.joined(separator: " "), errno: result) }
    self.pid = pid
  }

  var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }
  var errors: String { (try? String(contentsOfFile: errorPath, encoding: .utf8)) ?? "" }

  /// Waits for its end without holding up other tests.
  func finished() async -> Finished {
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: self.wait()) }
    }
    return Finished(code: code, output: output, errors: errors)
  }

  func send(_ signal: Int32) {
    status.withLock { if $0 == nil { kill(pid, signal) } }
  }

  /// Ends it, also when it is stopped, and waits until it is gone.
  @discardableResult
  func end(_ signal: Int32 = SIGTERM) -> Int32 {
    send(signal)
    send(SIGCONT)
    return wait()
  }

  private func wait() -> Int32 {
    // Only looked at under the lock: once reaped, the number may belong to another process.
    while true {
      let code = status.withLock { status -> Int32? in
        if let status { return status }
        var raw: Int32 = 0
        guard waitpid(pid, &raw, WNOHANG) == pid else { return nil }
        status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        return status
      }
      if let code { return code }
      usleep(5_000)
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
