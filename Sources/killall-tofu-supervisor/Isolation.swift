import ExecutionJournal
import Glibc

/// Ignores the signals by which sessions, service managers and terminals end their processes: a teardown outlives them.
///
/// Whoever started us blocked them until now.
func shieldFromSignals() {
  // The last one: a file that may not grow any more is an error like any other.
  for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ] {
    signal(number, SIG_IGN)
  }
  unblockSignals()
}

func unblockSignals() {
  var none = sigset_t()
  sigemptyset(&none)
  sigprocmask(SIG_SETMASK, &none, nil)
}

/// Leaves the session, the directory and every file of whoever started us, but for the standard streams and those in `kept`.
///
/// The project's directory must stay removable, so we move to `folder`, which we write to anyway.
func standAlone(in folder: String, keeping kept: [Int32?]) {
  // Fails if the launcher made us a session leader, which is what is wanted.
  setsid()
  chdir(folder)
  // The folder's own number is among them, and free again by now.
  for number in folderEntries(at: "/proc/self/fd").compactMap({ Int32($0) })
  where number > STDERR_FILENO && !kept.contains(number) {
    close(number)
  }
  adoptOrphans()
}

/// Makes us the parent of processes that the command leaves behind, so that waiting for our children is waiting for them.
private func adoptOrphans() {
  // prctl is variadic, and those are not imported; its symbol takes the same registers either way.
  typealias Prctl = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
  let setChildSubreaper: Int32 = 36
  guard let symbol = dlsym(nil, "prctl") else { return }
  _ = unsafeBitCast(symbol, to: Prctl.self)(setChildSubreaper, 1, 0, 0, 0)
}

/// Raises our limit of open files as far as we may; returns what it was.
func raiseFileLimit() -> rlimit {
  var limit = rlimit()
  getrlimit(openFiles, &limit)
  // More are of no use.
  var ours = rlimit(rlim_cur: max(limit.rlim_cur, min(limit.rlim_max, 1024)), rlim_max: limit.rlim_max)
  setrlimit(openFiles, &ours)
  return limit
}

/// `RLIMIT_NOFILE` as its functions take it.
let openFiles = Int32(RLIMIT_NOFILE.rawValue)
