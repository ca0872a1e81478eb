import Foundation
import Synchronization

/// A program that this run started; ended by its pid, at the latest with this value.
final class ChildProgram: Sendable {
  let pid: pid_t
  private let hasEnded = Mutex(false)

  /// Starts a program as a session does: no signal blocked or ignored, no input, and none of our descriptors but
  /// `output` for both kinds of output.
  ///
  /// - Throws: `LiveError.notStarted` with the error number.
  init(_ arguments: [String], environment: [String: String] = [:], output: Int32) throws(LiveError) {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO)
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var pid = pid_t()
    let program = arguments.first ?? ""
    let failure = withCStrings(arguments) { argv in
      withCStrings(environment.map { "\($0)=\($1)" }) { envp in
        posix_spawnp(&pid, program, &files, &attributes, argv, envp)
      }
    }
    guard failure == 0 else { throw .notStarted(program: program, errno: failure) }
    self.pid = pid
  }

  deinit {
    end(SIGKILL)
  }

  /// Sends a signal, 0 for none, and waits until the program has gone; does nothing the second time.
  func end(_ signal: Int32 = SIGTERM) {
    hasEnded.withLock { hasEnded in
      guard !hasEnded else { return }
      hasEnded = true
      if signal != 0 { kill(pid, signal) }
      while waitpid(pid, nil, 0) < 0, errno == EINTR {}
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
