import Foundation
import Glibc

/// Starts a thread that no signal interrupts: they are for the main thread.
///
/// But for those that tell of a fault of this very thread: blocked, they would end the process past their handlers, and
/// whatever these would have put in order.
public func startThread(_ body: @escaping @Sendable () -> Void) {
  Thread.detachNewThread {
    var all = sigset_t()
    sigfillset(&all)
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS] { sigdelset(&all, fault) }
    pthread_sigmask(SIG_BLOCK, &all, nil)
    body()
  }
}
