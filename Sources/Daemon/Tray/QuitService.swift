import ServiceLifecycle

/// Ends all services, each in its turn, when the daemon's user wants it to end.
final class QuitService: Service {
  private let orders: AsyncStream<Void>
  private let order: AsyncStream<Void>.Continuation

  init() {
    (orders, order) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Has everything end.
  func quit() { order.yield() }

  /// Returns when the daemon is to end, which shuts the group down, or when that happens anyway.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      for await _ in orders { return }
    }
  }
}
