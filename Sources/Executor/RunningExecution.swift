import ExecutionJournal
import Glibc
import Logging

/// An execution under way, or already over: whoever started it, its end can be awaited.
public struct RunningExecution: Sendable {
  /// Name of its folder among the execution folders.
  public var folder: String { location.name }

  private let location: ExecutionFolder
  private let supervisor: pid_t?
  private let logger: Logger

  init(_ location: ExecutionFolder, supervisor: pid_t?, logger: Logger) {
    self.location = location
    self.supervisor = supervisor
    self.logger = logger
  }

  /// Waits for the end and reads the result; as often as wanted.
  ///
  /// The kernel wakes the waiting thread when the last holder of the folder's lock goes, so a supervisor that was
  /// killed is noticed just as one that finished.
  ///
  /// - Throws: `CancellationError` at once if the task is cancelled; the execution goes on regardless.
  public func ending() async throws(CancellationError) -> ExecutionResult {
    let result = await onOwnThreadUnlessCancelled { [self] in
      waitUntilUnlocked()
      reapSupervisor()
      return ExecutionResult(of: location)
    }
    guard let result else { throw CancellationError() }
    return result
  }

  private func waitUntilUnlocked() {
    do {
      try location.waitUntilUnlocked()
    } catch {
      // Reading the result fails for the same reason, and says so there.
      logger.warning(
        "no lock to wait for", metadata: ["folder": "\(folder)", "error": "\(ExecutorError(error))"])
    }
  }

  /// Collects the exit status of our own child, so that no zombie is left.
  private func reapSupervisor() {
    guard let supervisor else { return }
    while waitpid(supervisor, nil, 0) < 0, errno == EINTR {}
  }
}
