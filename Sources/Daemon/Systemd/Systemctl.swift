import CTimer
import Glibc

/// `systemctl --user`, asked one thing at a time and never for long.
public struct Systemctl: Sendable {
  /// What came of a question.
  public enum Answer: Hashable, Sendable {
    /// It ended with this status and printed this.
    case ended(status: Int32, output: String)
    /// It is not there, or cannot be run; the text is the system's.
    case unusable(String)
    /// It was still at work when its time was over, and was ended.
    case late
  }

  private let limit: Duration
  private let searchPath: String

  /// Asks with so much time for each question, of the first `systemctl` in the folders of `searchPath`.
  public init(within limit: Duration = .seconds(5), searchPath: String? = nil) {
    self.limit = limit
    self.searchPath = searchPath ?? "/usr/local/bin:/usr/bin:/bin"
  }

  /// Runs it with these arguments.
  public func ask(_ arguments: String...) async -> Answer {
    await withCheckedContinuation { continuation in
      startThread { continuation.resume(returning: run(arguments)) }
    }
  }

  /// What it prints where it ends well, without the last line break; nil otherwise.
  public func text(_ arguments: String...) async -> String? {
    let answer = await withCheckedContinuation { continuation in
      startThread { continuation.resume(returning: run(arguments)) }
    }
    guard case .ended(0, let output) = answer else { return nil }
    return output.hasSuffix("\n") ? String(output.dropLast()) : output
  }

  private func run(_ arguments: [String]) -> Answer {
    let places: [String] = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map {
      "\($0)/systemctl"
    }
    guard let program = places.first(where: { (place: String) in access(place, X_OK) == 0 }) else {
      return .unusable(String(cString: strerror(ENOENT)))
    }
    var ends: [Int32] = [-1, -1]
    // Made and kept from other children in one step, which a pipe cannot be.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      return .unusable(String(cString: strerror(errno)))
    }
    defer { close(ends[0]) }
    let (pid, failure) = start(
      program, ["systemctl", "--user", "--no-pager", "--no-ask-password"] + arguments, ends[1])
    close(ends[1])
    guard failure == 0 else { return .unusable(String(cString: strerror(failure))) }
    let output = readAll(ends[0], until: .now + limit)
    // Until it is reaped its number, and its group's, are its own.
    if output == nil { kill(-pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    guard let output else { return .late }
    return .ended(status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, output: output)
  }

  private func start(_ program: String, _ arguments: [String], _ output: Int32) -> (pid_t, failure: Int32) {
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
    let failure = posix_spawn(&pid, program, &files, &attributes, words, environmentForOthers())
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
}
