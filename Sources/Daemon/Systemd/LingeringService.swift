import DBus
import Executor
import Glibc
import Logging
import ServiceLifecycle
import Synchronization

/// Has the user's services outlive a logout while a teardown is under way, where logind allows it without asking.
///
/// What was off before is switched off again after the last teardown, by the next daemon if this one is killed; what
/// the user switched on stays on. Nothing here is needed for the promises within a login: where it cannot be done,
/// that is logged once and everything else works on. While no teardown runs there is no connection to any bus.
final class LingeringService: Service {
  private enum Trouble: Hashable {
    case taking
    case givingBack
  }

  private struct State {
    var isRunning = false
    var willLookAgain = false
    var logged: Set<Trouble> = []
  }

  private let bus: Bus
  private let user: UInt32
  private let mark: LingerMark
  private let logger: Logger
  private let untilNothingRuns: @Sendable () async -> Void
  private let pause: @Sendable (Duration) async -> Void
  private let state = Mutex(State())
  private let rings: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation

  /// The longest pause between two attempts to give lingering back.
  static let longestPause: Duration = .seconds(600)

  /// Prepares to switch; nothing happens before ``run()``.
  ///
  /// - Parameters:
  ///   - mark: Remembers what is to be given back.
  ///   - untilNothingRuns: Returns when no supervisor is at work any more, also of teardowns that this process knows
  ///     nothing of.
  ///   - pause: Passes the time until the next attempt to give back.
  init(
    bus: Bus = .system, user: UInt32 = getuid(), mark: LingerMark, logger: Logger,
    untilNothingRuns: @escaping @Sendable () async -> Void,
    pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
  ) {
    self.bus = bus
    self.user = user
    self.mark = mark
    self.logger = logger
    self.untilNothingRuns = untilNothingRuns
    self.pause = pause
    (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    bell.yield()
  }

  /// Takes lingering while teardowns run, and gives it back when none does; at any time, from any thread.
  func protect(isRunning: Bool) {
    state.withLock { $0.isRunning = isRunning }
    bell.yield()
  }

  /// Switches until the group shuts down; lingering that a teardown still needs stays on, for the next daemon to undo.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        var pause = Duration.seconds(1)
        for await _ in rings {
          guard await !settle() else {
            pause = .seconds(1)
            continue
          }
          guard state.withLock({ !$0.willLookAgain }) else { continue }
          state.withLock { $0.willLookAgain = true }
          group.addTask { [pause] in
            await self.pause(pause)
            self.state.withLock { $0.willLookAgain = false }
            self.bell.yield()
          }
          pause = min(pause * 2, Self.longestPause)
        }
        group.cancelAll()
      }
    }
  }

  private var isRunning: Bool { state.withLock(\.isRunning) }

  /// Does what is to be done now; false if that is to be tried again.
  private func settle() async -> Bool {
    if isRunning {
      await take()
      return true
    }
    guard mark.isThere else { return true }
    await untilNothingRuns()
    // What began meanwhile rings again, and the mark shows that lingering is taken for it already.
    guard !Task.isCancelled, !isRunning else { return true }
    return await giveBack()
  }

  private func take() async {
    do {
      try await onLogind { lingering in
        guard let isOn = try await lingering.isOn() else { return }
        if isOn {
          // Switched on by hand, perhaps while it was ours.
          if mark.isThere, !mark.isOurs { mark.remove() }
          return
        }
        try mark.write()
        do throws(BusError) {
          try await lingering.set(true)
        } catch {
          // Without an answer it may be on.
          if case .refused = error { mark.remove() }
          throw error
        }
        logger.info("lingering taken: a logout ends no teardown")
      }
      noteDone(.taking)
    } catch {
      log(.taking, "lingering not taken, so the last logout may end a teardown", error)
    }
  }

  private func giveBack() async -> Bool {
    do {
      try await onLogind { lingering in
        let isOn = try await lingering.isOn() == true
        let isOurs = mark.isOurs
        if isOn, isOurs { try await lingering.set(false) }
        mark.remove()
        logger.info(
          !isOn
            ? "lingering is off already"
            : isOurs ? "lingering given back" : "lingering stays on: somebody else switched it on since")
      }
      noteDone(.givingBack)
      return true
    } catch {
      log(.givingBack, "lingering not given back yet; it will be tried again", error)
      return false
    }
  }

  private func onLogind(_ body: (Lingering) async throws -> Void) async throws {
    let connection = try await Connection.open(bus)
    defer { connection.close() }
    try await body(Lingering(connection: connection, user: user))
  }

  private func noteDone(_ trouble: Trouble) {
    state.withLock { _ = $0.logged.remove(trouble) }
  }

  private func log(_ trouble: Trouble, _ text: String, _ error: any Error) {
    // That there is no system bus is said by whoever listens on it.
    if case BusError.unreachable = error { return }
    guard !Task.isCancelled, state.withLock({ $0.logged.insert(trouble).inserted }) else { return }
    let words =
      switch error {
      case BusError.refused(let error): error.message.isEmpty ? error.name.text : error.message
      case BusError.timedOut: "logind does not answer"
      default: "\(error)"
      }
    logger.notice("\(text): \(words)")
  }
}

extension LingeringService {
  /// Prepares to switch for the teardowns of `executor`, with its mark in the state folder.
  convenience init(stateFolder: String, executor: Executor, logger: Logger) {
    self.init(mark: LingerMark(in: stateFolder), logger: logger) {
      while !Task.isCancelled {
        let underWay = executor.underWay().compactMap { executor.follow($0.folder) }
        if underWay.isEmpty { return }
        for running in underWay {
          _ = try? await running.ending()
          try? await running.groupGone()
        }
      }
    }
  }
}
