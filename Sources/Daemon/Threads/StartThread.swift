import Foundation
import Glibc

/// Starts a thread that no signal interrupts: they are for the main thread.
func startThread(_ body: @escaping @Sendable () -> Void) {
  Thread.detachNewThread {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    body()
  }
}
