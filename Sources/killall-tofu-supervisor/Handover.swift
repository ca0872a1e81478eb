import ExecutionJournal
import Glibc

/// What the process that becomes the command is given by the supervisor, of which it is a copy.
struct Handover: ~Copyable {
  /// The shell's arguments.
  let arguments: CStrings
  /// The whole environment; lives longer than this value.
  let environment: [UnsafeMutablePointer<CChar>?]
  /// Number of the working directory.
  let directory: Int32
  /// Number of what becomes standard output.
  let output: Int32
  /// Number of what becomes standard error.
  let errors: Int32
  /// The limit of open files it is to have.
  let fileLimit: rlimit
  /// One byte comes when the start is recorded, and end of file if the supervisor has gone.
  let gate: Pipe
  /// A ``StartFailure`` goes here if the shell cannot be run; it closes when it runs.
  let report: Pipe

  /// Starts a copy of this process, which becomes the command when it is let go; returns its number.
  ///
  /// Swift withholds `fork`, because a copy of a program has only one of its threads. This program has only one, and to
  /// start it anew would take longer than all else on the way to the command.
  ///
  /// - Parameter lock: the number of the folder's lock, which is not the command's.
  func fork(without lock: Int32) throws(StartFailure) -> pid_t {
    typealias Fork = @convention(c) () -> pid_t
    guard let symbol = dlsym(nil, "fork") else { throw StartFailure(.process, errno: ENOSYS) }
    // Until the copy has settings of its own: a signal that we ignore would be lost on it, a blocked one waits.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    sigprocmask(SIG_SETMASK, &all, &before)
    let pid = unsafeBitCast(symbol, to: Fork.self)()
    let failure = StartFailure(.process)
    if pid == 0 { becomeShell(without: lock) }
    sigprocmask(SIG_SETMASK, &before, nil)
    guard pid > 0 else { throw failure }
    // The copy does it too: whoever is first, the group is there before anybody can read of it.
    setpgid(pid, pid)
    return pid
  }

  /// Becomes the shell, once its start is recorded: leader of a group of its own, with every signal as a terminal's
  /// programs have it, `/dev/null` as input and nothing else of ours.
  ///
  /// Ends the process if it cannot, or may not because the supervisor has gone.
  private func becomeShell(without lock: Int32) -> Never {
    // Copies of these would keep the folder locked, and the gate open, after the supervisor.
    for number in [lock, gate.writeEnd.number, report.readEnd.number] { close(number) }
    setpgid(0, 0)
    // Refused for the few that nobody may set. What came meanwhile, such as a request to stop, counts from here on.
    for number in 1...Int32(64) { signal(number, SIG_DFL) }
    unblockSignals()
    dup2(output, STDOUT_FILENO)
    dup2(errors, STDERR_FILENO)
    var limit = fileLimit
    setrlimit(openFiles, &limit)
    var go: UInt8 = 0
    guard retryingInterrupted({ read(gate.readEnd.number, &go, 1) }) == 1 else { _exit(EX_TEMPFAIL) }
    if fchdir(directory) == 0 {
      execve("/bin/sh", arguments.pointers, environment)
      StartFailure(.shell).send(to: report.writeEnd.number)
    } else {
      StartFailure(.directory).send(to: report.writeEnd.number)
    }
    _exit(EX_OSERR)
  }

  /// Lets the process go on and waits until it is the shell.
  ///
  /// - Throws: what it reports.
  consuming func letGo() throws(StartFailure) {
    var go: UInt8 = 1
    guard retryingInterrupted({ write(gate.writeEnd.number, &go, 1) }) == 1 else {
      throw StartFailure(.process)
    }
    // Without our own end of it the report ends when the shell runs.
    let answer = report.keepingReadEnd()
    if let failure = StartFailure.receive(from: answer.number) { throw failure }
  }
}
