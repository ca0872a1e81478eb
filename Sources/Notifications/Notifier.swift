internal import CNotify
public import Logging
internal import Synchronization

/// libnotify keeps process-wide state without locks: one thread at a time may use it, an abandoned one included.
private let libnotifyInUse = Mutex(())

private func useLibnotify(_ body: () -> Void) {
  libnotifyInUse.withLock { _ in body() }
}

/// Shows desktop notifications through libnotify and tells what happens to them.
///
/// libnotify blocks while a server does not answer, so it lives on a GLib thread of its own; callers wait for a
/// limited time only. A missing bus or server is an ordinary state: it is waited for, and reported when it is there.
/// libnotify serves one notifier at a time per process; a second one waits until the first has stopped.
public final class Notifier: Sendable {
  private enum Phase {
    case idle
    case running
    case stopped
  }

  private struct Life {
    var phase = Phase.idle
    var server: ServerState?
    var waiting: [ObjectIdentifier: Answer<Accepted>] = [:]
  }

  /// What happens, in order, from ``start()`` until ``stop()``; for one reader.
  public let events: AsyncStream<NotificationEvent>

  private let application: NotifyingApplication
  private let leftBehind: LeftBehind?
  private let timeLimit: Duration
  private let retryInterval: Duration
  private let logger: Logger
  private let eventSink: AsyncStream<NotificationEvent>.Continuation
  private let thread = GLibThread<NotificationDesk>()
  private let life = Mutex(Life())

  /// Makes a notifier that does nothing yet.
  ///
  /// - Parameters:
  ///   - application: Who the notifications come from.
  ///   - leftBehind: What an earlier process left up; taken over if its server still serves.
  ///   - timeLimit: How long ``show(_:replacing:)`` waits for the server.
  ///   - retryInterval: How often a missing bus or a silent server is tried again.
  ///   - logger: Told of servers that come and go.
  public init(
    application: NotifyingApplication, leftBehind: LeftBehind? = nil, timeLimit: Duration = .seconds(5),
    retryInterval: Duration = .seconds(10),
    logger: Logger
  ) {
    self.application = application
    self.leftBehind = leftBehind
    self.timeLimit = timeLimit
    self.retryInterval = retryInterval
    self.logger = logger
    (events, eventSink) = AsyncStream.makeStream()
  }

  deinit {
    thread.quit()
  }

  /// Who shows notifications, as last heard; nil before anything is known.
  public var server: ServerState? {
    life.withLock(\.server)
  }

  /// Starts the thread, which looks for a server; does nothing when called again, or after ``stop()``.
  ///
  /// Sets `NOTIFY_IGNORE_PORTAL` in the environment: libnotify 0.8 otherwise takes some services for sandboxed ones
  /// and drops their hints.
  public func start() {
    let isFirst = life.withLock { life in
      guard life.phase == .idle else { return false }
      life.phase = .running
      return true
    }
    guard isFirst else { return }
    g_setenv("NOTIFY_IGNORE_PORTAL", "1", 1)
    let (application, leftBehind, logger) = (application, leftBehind, logger)
    let retry = UInt32(clamping: retryInterval.components.seconds * 1_000)
    let report: @Sendable (NotificationEvent) -> Void = { [weak self] in self?.report($0) }
    let hasStarted = thread.start(inside: useLibnotify) {
      let watch = ServerWatch(
        applicationName: application.name, retryMilliseconds: max(100, retry),
        logger: logger, report: report)
      return NotificationDesk(application, watch: watch, leftBehind: leftBehind, report: report)
    } takeDown: {
      $0.close()
    }
    if !hasStarted { logger.error("no thread for notifications") }
  }

  /// Shows `request`, starting a server if the bus can.
  ///
  /// An answer that comes after the time limit is taken back by closing the popup. Only a server that hangs for more
  /// than 25 s, where libnotify itself gives up, and then goes on can leave one up; its buttons do nothing.
  ///
  /// - Returns: Proof that the server took it, and was not inhibited right after.
  /// - Throws: Why it does not count as shown. Then nothing of it stays up, except with
  ///   ``NotificationFailure/inhibited``: the server still has it, and shows it later.
  public func show(
    _ request: NotificationRequest, replacing: Replacement = .anew
  ) async throws(NotificationFailure) -> Accepted {
    let safe: SafeRequest
    do {
      safe = try SafeRequest(request)
    } catch {
      throw .invalid(error)
    }
    let answer = Answer<Accepted>()
    guard admit(answer) else { throw .stopped }
    defer { life.withLock { $0.waiting[ObjectIdentifier(answer)] = nil } }
    thread.post { $0.show(safe, replacing: replacing, answer) }
    return try await answer.value(within: timeLimit)
  }

  /// Takes down what is up under `tag`, if anything is; no event tells of it.
  ///
  /// With a server that hangs it returns after the time limit, and the popup goes when the server is back.
  public func withdraw(tag: String) async {
    guard life.withLock({ $0.phase == .running }) else { return }
    let answer = Answer<Void>()
    thread.post {
      $0.withdraw(tag)
      answer.settle(.success(()))
    }
    _ = try? await answer.value(within: timeLimit)
  }

  /// Ends the thread within a second, and the events with it.
  ///
  /// What is up stays up. A notifier stops once, for good.
  /// If the server hangs just then, the thread is left to itself: it ends when the call does, at most 25 s later,
  /// and tells nobody.
  public func stop() async {
    let waiting = life.withLock { life in
      life.phase = .stopped
      return Array(life.waiting.values)
    }
    for answer in waiting { answer.settle(.failure(.stopped)) }
    if await !thread.stop(within: .seconds(1)) {
      logger.warning("the notification server hangs; its thread is left behind")
    }
    eventSink.finish()
  }

  private func admit(_ answer: Answer<Accepted>) -> Bool {
    life.withLock { life in
      guard life.phase == .running else { return false }
      life.waiting[ObjectIdentifier(answer)] = answer
      return true
    }
  }

  private func report(_ event: NotificationEvent) {
    if case .serverChanged(let state) = event { life.withLock { $0.server = state } }
    eventSink.yield(event)
  }
}
