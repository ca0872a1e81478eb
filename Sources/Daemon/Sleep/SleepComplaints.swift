import DBus
import Logging
import Synchronization

/// Logs each reason why a lock cannot be had once, until it can.
final class SleepComplaints: Sendable {
  private enum Complaint: Hashable {
    case noLogind
    case refused(SleepLock)
  }

  private let made = Mutex<Set<Complaint>>([])
  private let logger: Logger

  init(logger: Logger) {
    self.logger = logger
  }

  /// Takes in that a lock was given; if it is refused after this, that is news again.
  func granted(_ lock: SleepLock) {
    made.withLock { $0.subtract([.noLogind, .refused(lock)]) }
  }

  /// Takes in why a lock was not given.
  func refused(_ lock: SleepLock, _ error: BusError) {
    switch error {
    case .cancelled, .disconnected: return
    case .refused(let error) where passing.contains(error.name): return
    case .refused(let error) where nobodyThere.contains(error.name):
      log(.noLogind, "no logind, so a teardown does not keep this machine awake", error.words)
    case .refused(let error): log(.refused(lock), lock.complaint, error.words)
    default: log(.refused(lock), lock.complaint, "\(error)")
    }
  }

  private func log(_ complaint: Complaint, _ text: String, _ why: String) {
    guard made.withLock({ $0.insert(complaint).inserted }) else { return }
    logger.notice("\(text): \(why)")
  }
}

extension SleepLock {
  fileprivate var complaint: String {
    switch self {
    case .delay: "logind does not wait for us before it lets the machine sleep"
    case .block: "logind does not let a teardown keep this machine awake"
    }
  }
}

extension MethodError {
  fileprivate var words: String { message.isEmpty ? name.text : message }
}

/// How the bus says that there is no logind, nor anything installed that it could start.
private let nobodyThere: Set<ErrorName> = [
  "org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner",
]

/// What is over by itself, with a change at which the lock is asked for again: the machine is on its way to sleep and
/// will wake, or logind left in the middle of the question and will return.
private let passing: Set<ErrorName> = [
  "org.freedesktop.login1.OperationInProgress", "org.freedesktop.DBus.Error.NoReply",
]
