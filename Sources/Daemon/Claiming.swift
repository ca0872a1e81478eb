import Deadlines
import Executor
import ProjectStore

// What whoever claims does alike: the daemon at a deadline, and the command line at its user's word.

extension PreparedExecution {
  /// The directory its command will run in.
  var directory: FileIdentity { FileIdentity(device: directoryDevice, inode: directoryInode) }

  /// The project's own directory, in which that was found.
  var project: FileIdentity { FileIdentity(device: projectDevice, inode: projectInode) }
}

extension ExecutionUnderWay {
  /// The directory it works in.
  var directory: FileIdentity { FileIdentity(device: directoryDevice, inode: directoryInode) }
}

extension ClaimRequest {
  /// Asks for an attempt at `project` that is prepared by `executor`.
  init(
    _ project: Project, _ prepared: borrowing PreparedExecution, by executor: Executor,
    reason: Execution.Reason
  ) {
    self.init(
      folder: prepared.folder, workingDirectory: project.path, directory: prepared.directory, reason: reason,
      logPath: executor.logPath(of: prepared.folder))
  }
}

extension ClaimError {
  /// Whether it is certain that no claim was committed, so that what was prepared for it can go.
  ///
  /// Otherwise the folder stays, and proves that nothing was started.
  var wroteNothing: Bool {
    switch self {
    case .refused, .underWay, .store(.keptInWAL): true
    case .store: false
    }
  }
}
