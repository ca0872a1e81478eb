import ServiceLifecycle

/// Gives whoever runs us its signs of life, each of which has gone the way of everything else through the schedule, and
/// tells it when we are on our way out.
///
/// While the overseer is stuck, in the file or anywhere else, no sign is given, and the daemon is killed and started
/// anew; teardowns do not notice.
struct WatchdogService: Service {
  let host: ServiceHost
  let mailbox: Mailbox
  let pause: @Sendable (Duration) async -> Void

  /// Whoever wants signs more often than that is not worth the power.
  private static let shortestPause: Duration = .milliseconds(100)

  /// - Parameter pause: passes the time, by a clock that stands still while the machine sleeps, as systemd's does.
  init(
    host: ServiceHost, mailbox: Mailbox,
    pause: @escaping @Sendable (Duration) async -> Void = {
      try? await Task.sleep(for: $0, clock: .suspending)
    }
  ) {
    self.host = host
    self.mailbox = mailbox
    self.pause = pause
  }

  /// Gives signs until the group shuts down; where none is wanted it only waits for that.
  func run() async throws {
    if let interval = host.watchdog {
      await cancelWhenGracefulShutdown { [self] in
        while !Task.isCancelled, await mailbox.takePulse(), !Task.isCancelled {
          host.tell?(.alive)
          await pause(max(interval / 2, Self.shortestPause))
        }
        // A mailbox that is closed has nobody behind it.
        try? await gracefulShutdown()
      }
    } else {
      try? await gracefulShutdown()
    }
    host.tell?(.stopping)
  }
}
