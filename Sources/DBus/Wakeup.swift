import CDBus
import Glibc

/// An eventfd that ends the bus thread's sleep.
struct Wakeup: ~Copyable, Sendable {
  /// The descriptor to poll for reading.
  let descriptor: Int32

  /// Makes one; nil when the process has no descriptors left.
  init?() {
    let opened = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard opened >= 0 else { return nil }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  /// Ends the sleep, or the next one.
  func ring() {
    var one: UInt64 = 1
    // Fails only when the counter is full, and then it is readable anyway.
    _ = write(descriptor, &one, 8)
  }

  /// Makes ready for the next sleep.
  func silence() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }
}
