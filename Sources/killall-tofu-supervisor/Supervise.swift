import ExecutionJournal
import Glibc

/// Runs the command of the execution in the folder `name` in `root` and records its end; returns the exit code.
///
/// - Parameters:
///   - inheritedLock: Number of the descriptor that holds the folder's lock.
///   - gate: Number of a descriptor: one byte comes once the execution is claimed, and end of file if it never will be.
///     Nil if it is claimed already.
func supervise(root: String, name: String, inheritedLock: String, gate: String?, values: String?) -> Int32 {
  guard let descriptor = Int32(inheritedLock), descriptor > STDERR_FILENO else { return EX_USAGE }
  let gate = gate.map { Int32($0) ?? -1 }
  if let gate, gate <= STDERR_FILENO { return EX_USAGE }
  let folder = ExecutionFolder(name: name, in: root)
  shieldFromSignals()
  standAlone(in: folder.path, keeping: [descriptor, gate, values.flatMap { Int32($0) }])
  do throws(JournalError) {
    let lock = try FolderLock(inherited: descriptor, of: folder)
    defer { withExtendedLifetime(lock) {} }
    // Never twice: one folder is one attempt.
    guard try folder.readStarted() == nil, try folder.readEnded() == nil else { return EX_USAGE }
    let gate = gate.map(Gate.init(inherited:))
    guard gate?.isOpened() ?? true else { return EX_TEMPFAIL }
    let outcome = run(
      folder, lock: lock.descriptor, gate,
      try EnvironmentValues(readingFrom: values.flatMap { Int32($0) } ?? -1))
    try folder.write(Ended(outcome: outcome, at: Int64(time(nil))))
    return EX_OK
  } catch {
    // Nobody reads our output, and the folder tells the rest: the lock goes with this process.
    return EX_IOERR
  }
}

private func run(_ folder: ExecutionFolder, lock: Int32, _ gate: Gate?, _ values: EnvironmentValues)
  -> Outcome
{
  do throws(StartFailure) {
    let leader = try startCommand(in: folder, values, without: lock)
    gate?.leave()
    return waitForGroup(of: leader)
  } catch {
    return .couldNotStart(error.step, errno: error.errno)
  }
}
