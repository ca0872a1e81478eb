import CTimer
import Glibc

/// What came of running a program for a moment.
public enum ProgramAnswer: Hashable, Sendable {
  /// It ended with this status and printed this, to either output.
  case ended(status: Int32, output: String)
  /// It is not there, or cannot be run; the text is the system's.
  case unusable(String)
  /// It was still at work when its time was over, and was ended.
  case late
}

/// A program that is run to be asked one thing, and never for long.
struct BriefProgram: Sendable {
  /// Its absolute path.
  let path: String
  /// What it is called with, the name that it is called by first.
  let arguments: [String]

  /// Runs it in a process group of its own; after `limit` that is killed.
  func answer(within limit: Duration) async -> ProgramAnswer {
    await withCheckedContinuation { continuation in
      startThread { continuation.resume(returning: run(until: .now + limit)) }
    }
  }

  private func run(until deadline: ContinuousClock.Instant) -> ProgramAnswer {
    var ends: [Int32] = [-1, -1]
    // Made and kept from other children in one step, which a pipe cannot be.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      return .unusable(String(cString: strerror(errno)))
    }
    defer { close(ends[0]) }
    let (pid, failure) = start(ends[1])
    close(ends[1])
    guard failure == 0 else { return .unusable(String(cString: strerror(failure))) }
    let output = readAll(ends[0], until: deadline)
    let isOver = output != nil && hasEnded(pid, by: deadline)
    // Until it is reaped its number, and its group's, are its own.
    if !isOver { kill(-pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    guard isOver, let output else { return .late }
    return .ended(status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, output: output)
  }

  private func start(_ output: Int32) -> (pid_t, failure: Int32) {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO)
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
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var pid = pid_t()
    let failure = posix_spawn(&pid, path, &files, &attributes, words, environmentForOthers())
    return (pid, failure)
  }

  /// All that it prints until it closes its output; nil if it does not in time.
  private func readAll(_ end: Int32, until deadline: ContinuousClock.Instant) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 1 << 20 {
      let left = (deadline - .now).components
      let milliseconds = max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000)
      var ready = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      let count = poll(&ready, 1, Int32(clamping: milliseconds))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      let length = read(end, &chunk, chunk.count)
      if length < 0, errno == EINTR { continue }
      guard length > 0 else { return length == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
      bytes += chunk[..<length]
    }
    return nil
  }

  /// Whether it ends in time; one that has closed its output may still go on.
  private func hasEnded(_ pid: pid_t, by deadline: ContinuousClock.Instant) -> Bool {
    var pause = timespec(tv_sec: 0, tv_nsec: 1_000_000)
    while true {
      var information = siginfo_t()
      let result = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
      // Nothing is written there while it runs.
      if result == 0, information.si_signo != 0 { return true }
      if result < 0, errno != EINTR { return true }
      guard .now < deadline else { return false }
      nanosleep(&pause, nil)
      pause.tv_nsec = min(pause.tv_nsec * 2, 100_000_000)
    }
  }
}
