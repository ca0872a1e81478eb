import Glibc
import Logging
import Synchronization
import Wording

/// Whoever runs this process as a service, as far as it says so in the environment: systemd, or what speaks like it.
///
/// Without its variables nothing is opened, nothing is sent and no timer is set.
struct ServiceHost: Sendable {
  /// Sends a notice; one that is not taken is logged once.
  let tell: (@Sendable (ServiceNotice) -> Void)?
  /// Within how much time it wants each sign of life, by a clock that stands still while the machine sleeps; nil: never.
  let watchdog: Duration?
  /// The exit status after which it starts us anew at once; nil where none was agreed on.
  let restartStatus: Int32?

  /// Nobody: started by hand or by a desktop.
  static let none = ServiceHost(tell: nil, watchdog: nil, restartStatus: nil)

  init(
    tell: (@Sendable (ServiceNotice) -> Void)?, watchdog: Duration? = nil, restartStatus: Int32? = nil
  ) {
    self.tell = tell
    self.watchdog = watchdog
    self.restartStatus = restartStatus
  }

  /// Reads who there is.
  ///
  /// A value that makes no sense is logged and counts as missing.
  init(environment: [String: String], processID: Int32 = getpid(), logger: Logger) {
    let reading = Reading(environment: environment, logger: logger)
    let tell = reading.tell()
    self.init(
      tell: tell, watchdog: tell == nil ? nil : reading.watchdog(of: processID),
      restartStatus: reading.restartStatus())
  }

  /// Variables that are meant for this very process and are handed to no other.
  static let variables: Set<String> = [
    "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "INVOCATION_ID", "JOURNAL_STREAM", "LISTEN_FDS",
    "LISTEN_PID", "LISTEN_FDNAMES", "SYSTEMD_EXEC_PID", "MANAGERPID", Self.restartVariable,
  ]

  /// By what our own unit says which exit status starts us anew.
  static let restartVariable = "KILLALL_TOFU_RESTART_STATUS"
}

/// Makes sense of the variables.
private struct Reading {
  let environment: [String: String]
  let logger: Logger

  func tell() -> (@Sendable (ServiceNotice) -> Void)? {
    guard let place = value(of: "NOTIFY_SOCKET") else { return nil }
    do {
      let socket = try NotifySocket(place)
      let failed = Mutex<SystemCallError?>(nil)
      return { [logger] notice in
        do throws(SystemCallError) {
          try socket.send(notice)
          failed.withLock { $0 = nil }
        } catch {
          let isNews = failed.withLock { failed in
            defer { failed = error }
            return failed != error
          }
          guard isNews else { return }
          logger.warning("\(ServiceText.untold(place: place, why: error.text))")
        }
      }
    } catch {
      switch error {
      case .place: complain("NOTIFY_SOCKET", place, "an absolute path, or a name after “@”")
      case .system(let error):
        logger.warning("\(ServiceText.untold(place: place, why: "\(error.call): \(error.text)"))")
      }
      return nil
    }
  }

  func watchdog(of processID: Int32) -> Duration? {
    guard let text = value(of: "WATCHDOG_USEC") else { return nil }
    // A century is as good as never, and no sum of times comes near a limit.
    guard let microseconds = Int64(text), microseconds > 0 else {
      complain("WATCHDOG_USEC", text, "a number of microseconds above zero")
      return nil
    }
    if let text = value(of: "WATCHDOG_PID") {
      guard let meant = Int32(text), meant > 0 else {
        complain("WATCHDOG_PID", text, "a process id")
        return nil
      }
      // Meant for the process that started us.
      guard meant == processID else { return nil }
    }
    return .microseconds(min(microseconds, 100 * 365 * 86_400 * 1_000_000))
  }

  func restartStatus() -> Int32? {
    guard let text = value(of: ServiceHost.restartVariable) else { return nil }
    guard let status = Int32(text), (1...255).contains(status) else {
      complain(ServiceHost.restartVariable, text, "an exit status from 1 to 255")
      return nil
    }
    return status
  }

  private func value(of name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private func complain(_ name: String, _ value: String, _ expected: String) {
    logger.warning("\(ServiceText.ignored(variable: name, value: value, expected: expected))")
  }
}
