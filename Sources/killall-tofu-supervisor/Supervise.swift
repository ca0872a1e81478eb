import ExecutionJournal
import Glibc

/// Runs the command of the execution in the folder `name` in `root` and records its end; returns the exit code.
///
/// - Parameter inheritedLock: Number of the descriptor that holds the folder's lock.
func supervise(root: String, name: String, inheritedLock: String) -> Int32 {
  guard let descriptor = Int32(inheritedLock), descriptor > STDERR_FILENO else { return EX_USAGE }
  let folder = ExecutionFolder(name: name, in: root)
  shieldFromSignals()
  standAlone(in: folder.path, keeping: descriptor)
  do throws(JournalError) {
    let lock = try FolderLock(inherited: descriptor, of: folder)
    defer { withExtendedLifetime(lock) {} }
    // Never twice: one folder is one attempt.
    guard try folder.readStarted() == nil, try folder.readEnded() == nil else { return EX_USAGE }
    let outcome = run(folder)
    try folder.write(Ended(outcome: outcome, at: Int64(time(nil))))
    return EX_OK
  } catch {
    // Nobody reads our output, and the folder tells the rest: the lock goes with this process.
    return EX_IOERR
  }
}

private func run(_ folder: ExecutionFolder) -> Ended.Outcome {
  do throws(StartFailure) {
    return waitForGroup(of: try startCommand(in: folder))
  } catch {
    return .couldNotStart(error.step, errno: error.errno)
  }
}
