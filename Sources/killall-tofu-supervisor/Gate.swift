import Glibc

/// The way to whoever started us: we wait here for the claim, and go when the command runs.
struct Gate {
  private let number: Int32

  /// Takes over the descriptor that this process inherited, and keeps it from its own children.
  init(inherited number: Int32) {
    self.number = number
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  /// Waits until the execution is claimed; false if it never will be.
  func isOpened() -> Bool {
    var go: UInt8 = 0
    return retryingInterrupted { read(number, &go, 1) } == 1
  }

  /// Lets the other side read the end: the command runs.
  func leave() { close(number) }
}
