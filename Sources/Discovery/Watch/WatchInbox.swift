import CTimer
import Glibc
import Synchronization

/// What a watcher is asked to do, from any thread.
final class WatchInbox: Sendable {
  enum Wish: Hashable, Sendable {
    case rescan
    case watch(single: String)
    case unwatch(single: String)
    case stop
  }

  /// Readable when there is a wish; -1 where the system gives no descriptor.
  let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
  private let wishes = Mutex<[Wish]>([])

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func put(_ wish: Wish) {
    wishes.withLock { $0.append(wish) }
    var one: UInt64 = 1
    _ = write(descriptor, &one, MemoryLayout.size(ofValue: one))
  }

  /// Takes the wishes in the order in which they came.
  func take() -> [Wish] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout.size(ofValue: count))
    return wishes.withLock { wishes in
      defer { wishes = [] }
      return wishes
    }
  }
}
