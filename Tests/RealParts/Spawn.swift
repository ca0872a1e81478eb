import Foundation

/// The ends of pipes that become a child's standard streams.
struct Descriptors {
  var input: Int32 = -1
  var output: Int32 = -1
  var errors: Int32 = -1

  func close() {
    for descriptor in [input, output, errors] where descriptor >= 0 { Glibc.close(descriptor) }
  }
}

/// Two ends that no program inherits by chance: a copy in a stranger would keep the reader from seeing the end.
///
/// They are sockets, because only these are made and marked in one step by what Swift sees of the C library.
func makePipe() throws -> (Int32, Int32) {
  var ends: [Int32] = [-1, -1]
  let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  return (ends[0], ends[1])
}

/// Starts a program as a session does: no signal blocked or ignored, no descriptor of ours but the three.
///
/// Test tasks run with signals blocked, which a child would inherit: a bus would never see its services end.
func spawn(
  _ arguments: [String], _ environment: [String: String], in directory: String?, with streams: Descriptors
) throws -> Int32 {
  var files = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&files)
  defer { posix_spawn_file_actions_destroy(&files) }
  posix_spawn_file_actions_adddup2(&files, streams.input, STDIN_FILENO)
  posix_spawn_file_actions_adddup2(&files, streams.output, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&files, streams.errors, STDERR_FILENO)
  // Foundation opens files so that a program started meanwhile has them too. Closing what is not open is no error.
  for other in STDERR_FILENO + 1..<max(STDERR_FILENO + 1, min(1024, highestDescriptor)) {
    posix_spawn_file_actions_addclose(&files, other)
  }

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var (none, all) = (sigset_t(), sigset_t())
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

  var pid: pid_t = 0
  // `env` changes the directory and then becomes the program, under the same pid.
  let command = (directory.map { ["env", "-C", $0] } ?? []) + arguments
  let failure = withCStrings(command) { argv in
    withCStrings(environment.map { "\($0)=\($1)" }) { envp in
      posix_spawnp(&pid, command[0], &files, &attributes, argv, envp)
    }
  }
  guard failure == 0 else {
    throw ChildProcess.NotStarted(command: arguments.joined(separator: " "), errno: failure)
  }
  return pid
}

/// The first number that no descriptor can have; to close that one would be an error.
private var highestDescriptor: Int32 { Int32(clamping: sysconf(Int32(_SC_OPEN_MAX))) }

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { (string: String) in strdup(string) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
