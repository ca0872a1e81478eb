import DBus
import Logging
import ServiceLifecycle
import Synchronization

/// Hears from logind when the machine goes to sleep and returns, and keeps it from doing so while it is asked to.
///
/// Nothing here is needed for the promises: without a system bus, without logind, or where it refuses, that is
/// logged once and everything else works on. While connected it wakes for what logind says, and for nothing else.
final class SleepService: Service {
  private let bus: Bus
  private let logger: Logger
  private let locks: SleepLocks
  private let pause: @Sendable (Duration) async -> Void
  private let onSleep: @Sendable () async -> Void
  private let onWake: @Sendable () -> Void
  private let hasComplained = Mutex(false)

  /// The longest pause between two looks for a bus that is not there.
  static let longestPause: Duration = .seconds(600)

  /// Prepares to watch; nothing happens before ``run()``.
  ///
  /// - Parameters:
  ///   - pause: Passes the time until the next look for a bus.
  ///   - onSleep: What is to be done before the machine sleeps. It is cancelled when its time is up (3 s, or less
  ///     where logind waits for less), and the machine sleeps whether or not it has returned.
  ///   - onWake: Called when the machine is back, after `onSleep` has had its time; also when only its return was
  ///     heard of, or when logind or the bus left between the two. More than once does no harm.
  init(
    bus: Bus = .system, logger: Logger,
    pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
    onSleep: @escaping @Sendable () async -> Void, onWake: @escaping @Sendable () -> Void
  ) {
    self.bus = bus
    self.logger = logger
    self.pause = pause
    self.onSleep = onSleep
    self.onWake = onWake
    locks = SleepLocks(logger: logger)
  }

  /// Keeps the machine from sleep and from being switched off, for a reason people can read; nil: no longer.
  ///
  /// May be called at any time, from any thread; what cannot be done yet, before ``run()`` or without a bus, is done
  /// as soon as it can be. The machine's owner can overrule it.
  func protect(_ reason: String?) {
    locks.protect(reason)
  }

  /// Watches until the group shuts down; every lock is let go then.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      var pause = Duration.seconds(1)
      while !Task.isCancelled {
        do throws(BusError) {
          let connection = try await Connection.open(bus)
          defer { connection.close() }
          try await serve(on: connection)
          pause = .seconds(1)
          complain(of: .disconnected)
        } catch {
          complain(of: error)
        }
        guard !Task.isCancelled else { break }
        await self.pause(pause)
        pause = min(pause * 2, Self.longestPause)
      }
    }
    locks.letGo()
  }

  /// Stays until this connection ends, or the task is cancelled.
  ///
  /// - Throws: `BusError` if the bus does not even let us listen.
  private func serve(on connection: Connection) async throws(BusError) {
    let logind = Logind(connection: connection)
    let owners = try await logind.ownerChanges()
    let signals = try await logind.sleepSignals()
    hasComplained.withLock { $0 = false }
    let (events, queue) = AsyncStream<SleepCycle.Event>.makeStream()
    var cycle = SleepCycle()
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await signal in owners { _ = SleepCycle.Event(ownerChange: signal).map { queue.yield($0) } }
        queue.finish()
      }
      group.addTask {
        for await signal in signals { _ = SleepCycle.Event(sleepSignal: signal).map { queue.yield($0) } }
      }
      group.addTask { [locks] in await locks.keep(on: logind) }
      for await event in events {
        for step in cycle.handle(event) {
          switch step {
          case .prepare(let number): group.addTask { await self.prepare { queue.yield(.prepared(number)) } }
          case .letSleep: locks.letSleep()
          case .wake: wake()
          case .takeAnew: locks.takeAnew()
          }
        }
      }
      // Not after the group has ended: what does not heed its cancellation would keep the locks.
      if Task.isCancelled { locks.letGo() }
      group.cancelAll()
    }
    if !cycle.isAwake, !Task.isCancelled { wake() }
  }

  private func wake() {
    onWake()
    locks.wake()
  }

  /// Has everybody get ready to sleep; `done` is called when they are, or when their time is up.
  private func prepare(_ done: () -> Void) async {
    let patience = locks.patience
    await withTaskGroup(of: Bool.self) { [onSleep, logger] group in
      group.addTask {
        await onSleep()
        return true
      }
      group.addTask {
        try? await Task.sleep(for: patience)
        return false
      }
      if await group.next() == false { logger.warning("not ready for sleep within \(patience)") }
      done()
      group.cancelAll()
    }
  }

  private func complain(of error: BusError) {
    guard !Task.isCancelled else { return }
    let isNews = hasComplained.withLock { hasComplained in
      defer { hasComplained = true }
      return !hasComplained
    }
    guard isNews else { return }
    let words =
      switch error {
      case .unreachable(_, let detail): detail
      case .refused(let error): error.message
      case .disconnected: "it went away"
      default: "\(error)"
      }
    logger.notice("no system bus, so nothing is heard of the machine's sleep: \(words)")
  }
}
