import ExecutionJournal
import Glibc

/// A program that is run for what it prints: a child in a process group of its own, which is killed at its limit.
public struct BriefChild: ~Copyable {
  /// What came of it.
  public enum Answer: Hashable, Sendable {
    /// It ended, as `waitpid` has it, and printed this.
    case ended(status: Int32, output: [UInt8])
    /// It could not be started, with this error number.
    case notStarted(errno: Int32)
    /// It was still at work at its limit, or printed too much, and was killed.
    case cut
  }

  private let pid: pid_t
  private let output: Descriptor

  /// Runs the program at `path` to its end.
  ///
  /// Its input is `/dev/null`, and so is its standard error, unless that is to be taken as well. No signal is blocked or
  /// ignored. None of its processes is left, but for those that left its group. Blocks, at most for `limit`.
  ///
  /// - Parameters:
  ///   - arguments: what it is called with, the name that it is called by first.
  ///   - environment: NULL-terminated, good until this returns.
  ///   - outputLimit: the most bytes of output that are taken.
  public static func run(
    _ path: String, _ arguments: [[UInt8]], environment: [UnsafeMutablePointer<CChar>?],
    takesErrors: Bool = false, within limit: Duration, outputLimit: Int
  ) -> Answer {
    let deadline = ContinuousClock.now + limit
    var ends: [Int32] = [-1, -1]
    // Made and kept from other children in one step, which a pipe cannot be.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      return .notStarted(errno: errno)
    }
    let ours = Descriptor(adopting: ends[0])
    let (pid, failure) = spawn(path, arguments, environment, output: ends[1], takesErrors: takesErrors)
    close(ends[1])
    guard failure == 0 else { return .notStarted(errno: failure) }
    let child = BriefChild(pid: pid, output: ours)
    let output = child.readAll(until: deadline, atMost: outputLimit)
    let isOver = output != nil && child.waitForExit(until: deadline)
    let status = child.end()
    guard isOver, let output else { return .cut }
    return .ended(status: status, output: output)
  }

  private static func spawn(
    _ path: String, _ arguments: [[UInt8]], _ environment: [UnsafeMutablePointer<CChar>?], output: Int32,
    takesErrors: Bool
  ) -> (pid_t, failure: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if takesErrors {
      posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
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
    let words = CStrings(arguments)
    var pid = pid_t()
    let failure = posix_spawn(&pid, path, &actions, &attributes, words.pointers, environment)
    return (pid, failure)
  }

  /// All that it prints; nil if that is too much, or not all at the deadline.
  private borrowing func readAll(until deadline: ContinuousClock.Instant, atMost limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= limit {
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

  /// Waits for it, which has nothing more to say; false if it is still there at the deadline.
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

  /// Kills what is left of its group, and tells how it ended, as `waitpid` has it.
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
