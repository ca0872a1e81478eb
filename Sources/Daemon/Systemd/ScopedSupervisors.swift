import DBus
public import Executor
public import Logging
import Synchronization

extension SupervisorPlace {
  /// A transient unit of its own for each teardown, where the user's systemd is on the session bus; else
  /// ``ownSession``.
  ///
  /// A systemd that refuses or does not answer holds a teardown up for a second at most, and is logged once.
  public static func userScope(logger: Logger) -> SupervisorPlace {
    userScope(on: .session, within: .seconds(1), logger: logger)
  }

  static func userScope(on bus: Bus, within limit: Duration, logger: Logger) -> SupervisorPlace {
    let supervisors = ScopedSupervisors(bus: bus, limit: limit, logger: logger)
    return SupervisorPlace { process, folder in await supervisors.adopt(process, folder) }
  }
}

/// Has the user's systemd take in supervisors, and logs once why it does not.
private final class ScopedSupervisors: Sendable {
  private enum Outcome: Sendable {
    case done
    case failed(Failure, why: String)
    case cancelled
  }

  private enum Failure {
    case noBus
    case noSystemd
    case refused
    case late
  }

  private let bus: Bus
  private let limit: Duration
  private let logger: Logger
  /// What was logged last; nil after a supervisor was taken in, so that what fails after it is news.
  private let logged = Mutex<Failure?>(nil)

  init(bus: Bus, limit: Duration, logger: Logger) {
    self.bus = bus
    self.limit = limit
    self.logger = logger
  }

  func adopt(_ process: Int32, _ folder: String) async {
    let scope = TeardownScope(process: UInt32(bitPattern: process), folder: folder)
    let outcome = await withTaskGroup(of: Outcome.self) { [bus, limit] group in
      group.addTask { await Self.start(scope, on: bus) }
      group.addTask {
        try? await Task.sleep(for: limit)
        return Task.isCancelled ? .cancelled : .failed(.late, why: "systemd does not answer within \(limit)")
      }
      defer { group.cancelAll() }
      return await group.next() ?? .cancelled
    }
    log(outcome, scope)
  }

  /// On a connection of its own: teardowns are rare, and an idle one would wake us for whatever its bus has to say.
  private static func start(_ scope: TeardownScope, on bus: Bus) async -> Outcome {
    do throws(BusError) {
      let connection = try await Connection.open(bus)
      defer { connection.close() }
      let systemd = UserSystemd(connection: connection)
      guard try await systemd.isThere() else {
        return .failed(.noSystemd, why: "no systemd on the session bus")
      }
      let result = try await systemd.start(scope)
      return result == "done" ? .done : .failed(.refused, why: "its job in systemd ended as “\(result)”")
    } catch {
      switch error {
      case .cancelled: return .cancelled
      case .unreachable(_, let detail): return .failed(.noBus, why: "no session bus: \(detail)")
      case .refused(let error):
        return .failed(
          .refused, why: "systemd refuses: \(error.message.isEmpty ? error.name.text : error.message)")
      case .timedOut: return .failed(.late, why: "systemd does not answer")
      default: return .failed(.refused, why: "\(error)")
      }
    }
  }

  private func log(_ outcome: Outcome, _ scope: TeardownScope) {
    switch outcome {
    case .cancelled: return
    case .done:
      logged.withLock { $0 = nil }
      logger.info("the teardown is a unit of its own", metadata: ["unit": "\(scope.unit)"])
    case .failed(let failure, let why):
      let isNews = logged.withLock { logged in
        defer { logged = failure }
        return logged != failure
      }
      guard isNews else { return }
      logger.log(
        level: failure == .noBus || failure == .noSystemd ? .info : .warning,
        "teardowns run in sessions of their own, without a systemd unit: \(why)")
    }
  }
}
