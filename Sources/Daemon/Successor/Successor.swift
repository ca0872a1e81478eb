import Glibc
import Synchronization

/// The program file that has taken the place of the one that runs, and how it takes over.
public struct Successor: Hashable, Sendable {
  /// Its path.
  public let path: String
  /// What it says its version is.
  public let version: String
  /// The exit status with which this process is to end, because whoever runs it starts it anew then; nil: by ``takeOver()``.
  public let restartStatus: Int32?

  /// Runs it in the place of this process, with the same arguments and variables.
  ///
  /// - Returns: why that failed; otherwise it does not return.
  public func takeOver() -> SystemCallError {
    // What this process ignores and blocks, a program it becomes would ignore and block as well.
    for number in 1..<NSIG where number != SIGKILL && number != SIGSTOP { signal(number, SIG_DFL) }
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    execve(path, CommandLine.unsafeArgv, givenEntries())
    let error = SystemCallError(call: "execve", errno: errno)
    signal(SIGPIPE, SIG_IGN)
    return error
  }
}
