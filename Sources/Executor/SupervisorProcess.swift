import ExecutionJournal
import Glibc
import Synchronization

/// A supervisor that is up and waits for the claim: to start it takes longer than to claim.
///
/// Released before it was let go, it is ended, and nothing was started; it ends by itself if this process dies.
final class SupervisorProcess: Sendable {
  /// Its number.
  let pid: pid_t
  private let gate: Descriptor
  private let isWaiting = Mutex(true)

  init(pid: pid_t, gate: consuming Descriptor) {
    self.pid = pid
    self.gate = gate
  }

  deinit {
    guard isWaiting.withLock(\.self) else { return }
    kill(pid, SIGKILL)
    reap()
  }

  /// Lets it start the command.
  ///
  /// - Throws: `SpawnFailure` if it has gone; nothing was started then.
  func letGo() throws(SpawnFailure) {
    // Its end of the gate can outlive it for a moment, in a child of ours that does not run its own program yet, and
    // would take a word that nobody reads.
    guard waitpid(pid, nil, WNOHANG) == 0 else {
      isWaiting.withLock { $0 = false }
      throw SpawnFailure(errno: ESRCH)
    }
    var go: UInt8 = 1
    guard send(gate.number, &go, 1, Int32(MSG_NOSIGNAL)) == 1 else { throw SpawnFailure(errno: errno) }
    isWaiting.withLock { $0 = false }
  }

  /// Blocks until it says that the command runs, or says nothing more.
  func waitUntilStarted() {
    var word: UInt8 = 0
    while read(gate.number, &word, 1) < 0, errno == EINTR {}
  }

  /// Blocks until it has ended, and takes its exit status, so that no zombie is left.
  func reap() {
    while waitpid(pid, nil, 0) < 0, errno == EINTR {}
  }
}

extension SupervisorProcess: CustomStringConvertible {
  /// Its number.
  var description: String { "\(pid)" }
}
