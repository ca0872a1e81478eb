import ExecutionJournal
import Glibc
import Logging

/// An execution under way, or already over: whoever started it, its end can be awaited.
public struct RunningExecution: Sendable {
  /// Name of its folder among the execution folders.
  public var folder: String { location.name }

  private let location: ExecutionFolder
  private let supervisor: SupervisorProcess?
  private let logger: Logger

  init(_ location: ExecutionFolder, supervisor: SupervisorProcess?, logger: Logger) {
    self.location = location
    self.supervisor = supervisor
    self.logger = logger
  }

  /// Waits until the command runs, or it is known that it never will; at once for an execution that another process
  /// started.
  ///
  /// What the caller writes to the disk before that would hold up the record of the start, which the command waits for.
  ///
  /// - Throws: `CancellationError` at once if the task is cancelled; the execution goes on regardless.
  public func started() async throws(CancellationError) {
    guard let supervisor else { return }
    let isOver: Void? = await onOwnThreadUnlessCancelled { supervisor.waitUntilStarted() }
    guard isOver != nil else { throw CancellationError() }
  }

  /// Waits for the end and reads the result; as often as wanted.
  ///
  /// The kernel wakes the waiting thread when the last holder of the folder's lock goes, so a supervisor that was
  /// killed is noticed just as one that finished. Where the folder is removed before this is called nobody can wait, and
  /// the result says at once that the record is missing; where that happens later, it does so at the end.
  ///
  /// - Throws: `CancellationError` at once if the task is cancelled; the execution goes on regardless.
  public func ending() async throws(CancellationError) -> ExecutionResult {
    let result = await onOwnThreadUnlessCancelled { [self] in
      waitUntilUnlocked()
      supervisor?.reap()
      drainOrphans()
      return ExecutionResult(of: location)
    }
    guard let result else { throw CancellationError() }
    return result
  }

  /// Waits until no process of the group that its record names lives any more: the end of an orphan.
  ///
  /// Returns at once where nothing was started, or the record cannot be read. What becomes of the folder meanwhile makes
  /// no difference.
  ///
  /// - Throws: `CancellationError` at once if the task is cancelled; the processes go on regardless.
  public func groupGone() async throws(CancellationError) {
    let isOver: Void? = await onOwnThreadUnlessCancelled { [location] in
      guard let leader = try? location.readStarted()?.leader else { return }
      // They are no children of ours, and their leader may be gone before them, so nobody tells: it is looked for.
      var pause: Int32 = 20
      while (try? leader.hasLivingGroup()) == true {
        poll(nil, 0, pause)
        pause = min(pause * 2, 1000)
      }
    }
    guard isOver != nil else { throw CancellationError() }
  }

  /// Keeps the processes of a supervisor that was killed from waiting for a reader, as long as they live.
  private func drainOrphans() {
    guard (try? location.hasLivingProcesses()) ?? false else { return }
    startThread { [location] in
      // Where it cannot be done they wait, and the folder tells that they live.
      try? location.drainOrphans()
    }
  }

  /// What can be told of it until it is over, from the first line of its log on; nothing more once it is.
  ///
  /// It ends as well if its folder is removed: whether it is over, ``Executor/lives(_:)`` and ``ending()`` tell.
  public func reports() -> AsyncStream<ExecutionReport> {
    let source = ReportSource(of: location)
    return AsyncStream {
      await onOwnThreadUnlessCancelled { source.next() } ?? nil
    } onCancel: {
      source.cancel()
    }
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
}
