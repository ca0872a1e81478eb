import ExecutionJournal
import Glibc
import Logging

/// A teardown that is ready: its folder exists, locked, with the intent on the disk, and nothing has run.
///
/// The claim comes next. Committed, ``launch()``; lost to someone else, ``discard()``. Where nobody knows whether it was
/// committed, let this value go: the folder stays and proves that nothing was started.
public struct PreparedExecution: ~Copyable, Sendable {
  /// Name of the folder among the execution folders, for the claim to record.
  public var folder: String { held.folder.name }
  /// Device of the directory the command will run in.
  public let directoryDevice: UInt64
  /// Inode of the directory the command will run in.
  public let directoryInode: UInt64
  /// Device of the project's own directory, through which that was found.
  public let projectDevice: UInt64
  /// Inode of the project's own directory.
  public let projectInode: UInt64

  let held: HeldFolder
  /// Where none could be started yet it is tried again after the claim, which then is on record with the reason.
  let waiting: SupervisorProcess?
  let supervisor: SupervisorProgram
  let logger: Logger

  /// Lets the supervisor start the command.
  ///
  /// Never fails: where no supervisor can be started, that is recorded as the execution's end.
  public consuming func launch() -> RunningExecution {
    let held = held
    do throws(SpawnFailure) {
      let supervisor = try letGo()
      logger.info("supervisor started", metadata: ["folder": "\(folder)", "pid": "\(supervisor)"])
      return RunningExecution(held.folder, supervisor: supervisor, logger: logger)
    } catch {
      logger.error("no supervisor", metadata: ["folder": "\(folder)", "errno": "\(error.errno)"])
      record(error)
      return RunningExecution(held.folder, supervisor: nil, logger: logger)
    }
  }

  /// Removes the folder: the claim was lost, so no execution is to be seen.
  public consuming func discard() {
    held.folder.remove()
  }

  private func letGo() throws(SpawnFailure) -> SupervisorProcess {
    if let waiting, (try? waiting.letGo()) != nil { return waiting }
    // Where one has gone before it was let go nothing was started, so another may take its place.
    let supervisor = try supervisor.spawn(on: held)
    try supervisor.letGo()
    return supervisor
  }

  private func record(_ failure: SpawnFailure) {
    let ended = Ended(outcome: .couldNotStart(.supervisor, errno: failure.errno), at: Int64(time(nil)))
    do {
      try held.folder.write(ended)
    } catch {
      // Without the record the folder still proves that nothing was started.
      logger.error("end not recorded", metadata: ["folder": "\(folder)", "error": "\(ExecutorError(error))"])
    }
  }
}
