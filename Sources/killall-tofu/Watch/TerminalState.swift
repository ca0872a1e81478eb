import Glibc
import Synchronization

/// How the terminal was before the live view, and what puts it back whatever ends the process.
///
/// A handler of signals may interrupt anything, so what it needs lies in memory that is taken beforehand, and it calls
/// only what POSIX allows there (“Signal Concepts”, async-signal-safe functions). Only SIGKILL leaves the terminal as it is.
enum TerminalState {
  /// What a signal told, passed on by a pipe to whoever reads events.
  static let told: [Int32] = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT]
  /// Every other signal that ends a process which does not handle it; see signal(7).
  private static let deadly: [Int32] =
    [
      SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGUSR1, SIGUSR2,
      SIGPIPE,
      SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGIO, SIGPWR, SIGSTKFLT,
    ] + (__libc_current_sigrtmin()...__libc_current_sigrtmax())

  /// Alternate screen, no cursor, no wrapping at the edge, pasted text marked (xterm, “DEC Private Mode Set”).
  static let entering = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[?2004h"
  private static let leaving = "\u{1B}[0m\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  // Sound: written before the handlers are installed, and only read by them.
  nonisolated(unsafe) private static let original = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  nonisolated(unsafe) private static let farewell = UnsafeMutableBufferPointer<UInt8>.allocate(
    capacity: leaving.utf8.count)
  nonisolated(unsafe) private static let pipe = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  private static let isChanged = Atomic<Bool>(false)
  private static let interrupts = Atomic<Int>(0)

  /// Remembers the terminal as it is, and has signals handled from here on; `descriptor` gets the number of each that is
  /// only told.
  ///
  /// - Returns: whether there is such a terminal.
  static func prepare(telling descriptor: Int32) -> Bool {
    guard tcgetattr(STDIN_FILENO, original) == 0 else { return false }
    _ = farewell.initialize(from: leaving.utf8)
    pipe.initialize(to: descriptor)
    // The first use of each is what costs more than a handler may do.
    isChanged.store(false, ordering: .sequentiallyConsistent)
    interrupts.store(0, ordering: .sequentiallyConsistent)
    for number in deadly { handle(number) { TerminalState.die(of: $0) } }
    for number in told { handle(number) { TerminalState.tell($0) } }
    atexit { TerminalState.restore(TCSANOW) }
    return true
  }

  /// Takes the terminal: keys come one by one, and none is echoed.
  static func change() {
    var raw = original.pointee
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    // Without Ctrl-S nothing that is written ever waits.
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    withUnsafeMutableBytes(of: &raw.c_cc) { bytes in
      bytes[Int(VMIN)] = 1
      bytes[Int(VTIME)] = 0
    }
    isChanged.store(true, ordering: .sequentiallyConsistent)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
  }

  /// Puts the terminal back as it was, once.
  ///
  /// - Parameter when: `TCSAFLUSH` forgets keys that nobody has read, which are not meant for the shell.
  static func restore(_ when: Int32) {
    guard isChanged.exchange(false, ordering: .sequentiallyConsistent) else { return }
    _ = write(STDOUT_FILENO, farewell.baseAddress, farewell.count)
    tcsetattr(STDIN_FILENO, when, original)
  }

  /// Stops as Ctrl-Z does; returns when somebody lets the process go on, and at once where there is no shell that could.
  static func suspend() {
    signal(SIGTSTP, SIG_DFL)
    var (only, before) = (sigset_t(), sigset_t())
    sigemptyset(&only)
    sigaddset(&only, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &only, &before)
    // To this very thread, so that it does not go on before it is stopped.
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    handle(SIGTSTP) { TerminalState.tell($0) }
  }

  private static func handle(_ number: Int32, _ body: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    action.sa_flags = SA_RESTART
    sigfillset(&action.sa_mask)
    sigaction(number, &action, nil)
  }

  private static func tell(_ number: Int32) {
    // Whoever asks twice was not heard, and is not to be kept waiting.
    if number == SIGINT, interrupts.add(1, ordering: .relaxed).oldValue > 0 { die(of: number) }
    let error = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(pipe.pointee, &byte, 1)
    errno = error
  }

  /// Ends by the signal, as without a handler, so that whoever started this program sees what it died of.
  private static func die(of number: Int32) {
    restore(TCSANOW)
    signal(number, SIG_DFL)
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, number)
    raise(number)
    // Blocked while it is handled, it comes here.
    pthread_sigmask(SIG_UNBLOCK, &only, nil)
  }
}
