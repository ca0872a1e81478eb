import ExecutionJournal
import Glibc

/// The numbers of the descriptors that a supervisor inherits.
struct Inheritance {
  /// Holds the folder's lock.
  var lock: Int32
  /// Has the values of the environment.
  var values: Int32
  /// One byte comes once the execution is claimed, and end of file if it never will be; nil if it is claimed already.
  var gate: Int32?

  /// Nil unless all are numbers, and none is that of a standard stream.
  init?(_ arguments: some Sequence<String>) {
    let numbers = arguments.map { Int32($0) ?? -1 }
    guard [2, 3].contains(numbers.count), numbers.allSatisfy({ $0 > STDERR_FILENO }) else { return nil }
    lock = numbers[0]
    values = numbers[1]
    gate = numbers.count > 2 ? numbers[2] : nil
  }
}

/// Runs the execution in the folder `name` in `root` and records its end; returns the exit code.
func supervise(root: String, name: String, _ inherited: Inheritance) -> Int32 {
  let folder = ExecutionFolder(name: name, in: root)
  shieldFromSignals()
  standAlone(in: folder.path, keeping: [inherited.lock, inherited.values, inherited.gate])
  let fileLimit = raiseFileLimit()
  do throws(JournalError) {
    let lock = try FolderLock(inherited: inherited.lock, of: folder)
    defer { withExtendedLifetime(lock) {} }
    // Never twice: one folder is one attempt.
    guard try folder.readStarted() == nil, try folder.readEnded() == nil else { return EX_USAGE }
    let gate = inherited.gate.map(Gate.init(inherited:))
    var isClaimed = false
    let result: Result<Void, JournalError>
    do throws(StartFailure) {
      // All that can be done before the claim, since the command waits for the rest.
      var course = try Course(
        in: folder, lock: lock.descriptor, values: inherited.values, fileLimit: fileLimit)
      guard gate?.isOpened() ?? true else { return EX_TEMPFAIL }
      isClaimed = true
      course.gate = gate
      result = try course.run()
    } catch {
      guard isClaimed || gate?.isOpened() ?? true else { return EX_TEMPFAIL }
      let failure = error
      result = Result { () throws(JournalError) in try folder.writeFailure(failure) }
    }
    try result.get()
    return EX_OK
  } catch {
    // Nobody reads our output, and the folder tells the rest: the lock goes with this process.
    return EX_IOERR
  }
}

extension ExecutionFolder {
  /// Records that nothing could be started; the hook for that needs what is missing as well.
  fileprivate func writeFailure(_ failure: StartFailure) throws(JournalError) {
    let outcome = Outcome.couldNotStart(failure.step, errno: failure.errno)
    var ended = Ended(outcome: outcome, at: Int64(time(nil)))
    ended.interference = interference
    let hasHook = (try? readIntent())?.onFailure != nil
    ended.followingHook = hasHook ? .onFailure : nil
    try writeVerdict(ended)
    if hasHook { try write(HookEnded(.onFailure, outcome: outcome, at: ended.at)) }
  }
}
