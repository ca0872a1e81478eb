import DBus
import Synchronization

/// Passes on that the present watcher said something of hosts; what others say, or said before they went, is dropped.
///
/// Nothing is kept: a thousand words of a watcher while it is being asked are one reason to ask it again.
final class HostNews: Sendable {
  private struct Listener {
    let owner: BusName
    let wake: @Sendable () -> Void
  }

  private let listener = Mutex<Listener?>(nil)

  /// Passes on from now on what `owner` says, and nothing of whoever was listened to before.
  func listen(to owner: BusName, _ wake: @escaping @Sendable () -> Void) {
    listener.withLock { $0 = Listener(owner: owner, wake: wake) }
  }

  func hear(from sender: BusName?) {
    let present = listener.withLock { $0 }
    if let present, present.owner == sender { present.wake() }
  }
}
