import ServiceLifecycle
import Synchronization

/// Ends all services, each in its turn, when a successor is to take over or their user wants them to end.
final class DepartureService: Service {
  private let orders: AsyncStream<Void>
  private let order: AsyncStream<Void>.Continuation
  private let successor = Mutex<String?>(nil)

  init() {
    (orders, order) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// The version that is to take over; nil if none is.
  var version: String? { successor.withLock(\.self) }

  /// Makes way for this version.
  func makeWay(for version: String) {
    successor.withLock { $0 = version }
    order.yield()
  }

  /// Has everything end, with nobody to take over.
  func quit() { order.yield() }

  /// Returns when everything is to end, which shuts the group down, or when that happens anyway.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      for await _ in orders { return }
    }
  }
}
