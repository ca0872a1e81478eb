import ExecutionJournal
import Glibc
import SystemPackage

extension SupervisorProgram {
  /// Starts it as ``spawn(on:)`` does, and for up to `patience` waits while another program still writes to its file, as a
  /// copy of a new version over it does; blocks.
  ///
  /// - Throws: `SpawnFailure` with the error number; nothing runs then.
  func spawn(on held: HeldFolder, patience: Duration) throws(SpawnFailure) -> SupervisorProcess {
    let end = ContinuousClock.now + patience
    while true {
      do throws(SpawnFailure) {
        return try spawn(on: held)
      } catch {
        guard error.errno == ETXTBSY, ContinuousClock.now < end else { throw error }
        usleep(20_000)
      }
    }
  }

  /// Starts it on a locked folder, in a session of its own, to wait at the gate of what is returned.
  ///
  /// It inherits the lock's descriptor, the memory with the command's variables, the gate and `/dev/null`, no variables and no signal settings. The signals it
  /// ignores are blocked until it does, so that none can hit it in its first moments.
  ///
  /// - Throws: `SpawnFailure` with the error number; nothing runs then.
  func spawn(on held: HeldFolder) throws(SpawnFailure) -> SupervisorProcess {
    // A pair of sockets, because only these are made and kept from other children in one step: a copy in one of them
    // would leave this supervisor waiting after us.
    var gate: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &gate) == 0 else { throw SpawnFailure(errno: errno) }
    let ours = Descriptor(adopting: gate[0])
    let theirs = Descriptor(adopting: gate[1])
    // Out of the way of the numbers that are given out below.
    let handed = [held.lock.descriptor, held.environment.number, theirs.number]
    let copies = handed.map { fcntl($0, F_DUPFD_CLOEXEC, inheritedNumbers.upperBound + 1) }
    let failure = SpawnFailure(errno: errno)
    defer { for copy in copies where copy >= 0 { close(copy) } }
    guard copies.allSatisfy({ $0 >= 0 }) else { throw failure }
    var actions = posix_spawn_file_actions_t()
    try demand(posix_spawn_file_actions_init(&actions))
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (copy, number) in zip(copies, inheritedNumbers) {
      try demand(posix_spawn_file_actions_adddup2(&actions, copy, number))
    }
    try demand(posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0))
    try demand(posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0))
    try demand(posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0))

    var attributes = posix_spawnattr_t()
    try demand(posix_spawnattr_init(&attributes))
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, signal) }
    try demand(posix_spawnattr_setsigdefault(&attributes, &all))
    try demand(posix_spawnattr_setsigmask(&attributes, &blocked))
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | setSession
    try demand(posix_spawnattr_setflags(&attributes, Int16(flags)))

    let arguments =
      [path.string, "supervise", held.folder.root, held.folder.name] + inheritedNumbers.map(String.init)
    let strings = CStrings(arguments.map { Array($0.utf8) })
    var pid = pid_t()
    try demand(posix_spawn(&pid, path.string, &actions, &attributes, strings.pointers, [nil]))
    return SupervisorProcess(pid: pid, gate: ours)
  }
}

/// The error number of a spawn that failed.
struct SpawnFailure: Error {
  var errno: Int32
}

/// The numbers under which the supervisor finds the lock, the values of the environment, and its end of the gate.
private let inheritedNumbers: ClosedRange<Int32> = 3...5

/// `POSIX_SPAWN_SETSID`, which Glibc hides from Swift behind `_GNU_SOURCE`.
private let setSession: Int32 = 0x80

private func demand(_ result: Int32) throws(SpawnFailure) {
  guard result == 0 else { throw SpawnFailure(errno: result) }
}
