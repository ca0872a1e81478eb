import ExecutionJournal
import Glibc
import SystemPackage

/// A shell line that is run for what it prints: a child in a process group of its own, which is killed at its limit.
struct ShellChild: ~Copyable {
  /// The most bytes of output that are taken.
  static let outputLimit = 16 << 20

  private let pid: pid_t
  private let output: Descriptor

  /// Runs `line` to its end and returns its standard output; nil if it fails, prints too much or takes longer.
  ///
  /// Its input and standard error are `/dev/null`. None of its processes is left, but for those that left its group.
  /// Blocks, at most for `limit`.
  static func output(
    of line: [UInt8], in directory: FilePath, environment: [String: String], within limit: Duration
  ) -> [UInt8]? {
    let deadline = ContinuousClock.now + limit
    guard let child = start(line, in: directory, environment) else { return nil }
    let output = child.readAll(until: deadline)
    let isOver = output != nil && child.waitForExit(until: deadline)
    return child.end() == 0 && isOver ? output : nil
  }

  private static func start(
    _ line: [UInt8], in directory: FilePath, _ environment: [String: String]
  ) -> ShellChild? {
    var ends: [Int32] = [-1, -1]
    // Made and kept from other children in one step, which a pipe cannot be.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      return nil
    }
    let ours = Descriptor(adopting: ends[0])
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let script = "cd -- \"$0\" && eval \"$1\""
    let arguments = CStrings(["/bin/sh", "-c", script].map { Array($0.utf8) } + [directory.bytes, line])
    let variables = CStrings(environment.map { Array("\($0)=\($1)".utf8) })
    var pid = pid_t()
    let failure = posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments.pointers, variables.pointers)
    return failure == 0 ? ShellChild(pid: pid, output: ours) : nil
  }

  /// All that it prints; nil if that is too much, or not all at the deadline.
  private borrowing func readAll(until deadline: ContinuousClock.Instant) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= Self.outputLimit {
      var ready = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
      let count = poll(&ready, 1, milliseconds(until: deadline))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      let length = read(output.number, &chunk, chunk.count)
      if length < 0, errno == EINTR { continue }
      guard length > 0 else { return length == 0 ? bytes : nil }
      bytes += chunk[..<length]
    }
    return nil
  }

  /// Waits for the shell, which has nothing more to say; false if it is still there at the deadline.
  private borrowing func waitForExit(until deadline: ContinuousClock.Instant) -> Bool {
    var pause: Int32 = 1
    while true {
      var info = siginfo_t()
      let isKnown = waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG) == 0
      if isKnown, info.si_signo == SIGCHLD { return true }
      let left = milliseconds(until: deadline)
      guard left > 0 else { return false }
      // Only one that closed its output and goes on is waited for longer than a moment.
      poll(nil, 0, min(pause, left))
      pause = min(pause * 2, 100)
    }
  }

  /// Kills what is left of its group, and tells how the shell ended, as `waitpid` has it.
  private consuming func end() -> Int32 {
    // Until it is reaped its number, and its group's, are its own.
    kill(-pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status
  }
}

private func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
  let left = (deadline - .now).components
  return Int32(clamping: max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000))
}
