import CTimer
import Glibc

/// Acts whenever descriptors can be read, on a thread of its own that sleeps in between.
struct DescriptorWatch: Sendable {
  private let ending: OpenDescriptor

  /// Watches until ``end()``, or for ever.
  ///
  /// - Parameter onReadable: called on the thread; what it leaves unread it is called for again.
  /// - Throws: `SystemCallError` if the process has no descriptor left.
  init(
    _ descriptors: [OpenDescriptor], onReadable: @escaping @Sendable () -> Void
  ) throws(SystemCallError) {
    let ending = try OpenDescriptor(eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)), from: "eventfd")
    self.ending = ending
    startThread { Self.watch(descriptors, until: ending, onReadable) }
  }

  /// Ends the thread after what it is at, if it is at something.
  func end() {
    var one: UInt64 = 1
    _ = write(ending.number, &one, MemoryLayout.size(ofValue: one))
  }

  private static func watch(
    _ descriptors: [OpenDescriptor], until ending: OpenDescriptor, _ onReadable: () -> Void
  ) {
    var polled = ([ending] + descriptors).map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
    while true {
      // Less than one: short of memory for once, or traced.
      guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
      if polled[0].revents != 0 { return }
      onReadable()
    }
  }
}
