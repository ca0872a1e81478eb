import Logging
import ServiceLifecycle

/// Gives the kernel back, once the start is over, what only the start needed: most of the code and constants it ran through.
///
/// Mapped, they would count as in use for as long as the daemon lives, which is weeks, at more than half of its memory.
struct RestService: Service {
  let logger: Logger
  /// Passes the time until the start is over.
  let pause: @Sendable () async -> Void

  init(
    logger: Logger,
    pause: @escaping @Sendable () async -> Void = {
      try? await Task.sleep(for: .seconds(5), clock: .suspending)
    }
  ) {
    self.logger = logger
    self.pause = pause
  }

  /// Returns when the group shuts down.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      await pause()
      guard !Task.isCancelled else { return }
      let bytes = FileMapping.ofThisProcess().reduce(0) { $0 + $1.giveBack() }
      logger.debug("gave back \(bytes >> 10) KiB of what the start had read")
    }
    try? await gracefulShutdown()
  }
}
