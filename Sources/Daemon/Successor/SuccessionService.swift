import ServiceLifecycle
import Synchronization

/// Ends all services, each in its turn, when a successor is to take over.
final class SuccessionService: Service {
  private let orders: AsyncStream<String>
  private let order: AsyncStream<String>.Continuation
  private let ordered = Mutex<String?>(nil)

  init() {
    (orders, order) = AsyncStream.makeStream()
  }

  /// The version that is to take over; nil if none is.
  var version: String? { ordered.withLock(\.self) }

  /// Makes way for this version.
  func makeWay(for version: String) {
    ordered.withLock { $0 = version }
    order.yield(version)
  }

  /// Returns when a successor is to take over, which shuts the group down, or when that happens anyway.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      for await _ in orders { return }
    }
  }
}
