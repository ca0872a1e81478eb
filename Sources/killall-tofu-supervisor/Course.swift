import ExecutionJournal
import Glibc

/// The parts of an execution, one after the other.
struct Course: ~Copyable {
  let folder: ExecutionFolder
  let intent: Intent
  let values: EnvironmentValues
  /// Number of the folder's lock, which is no part's.
  let lock: Int32
  /// The limit of open files that parts have; ours is higher.
  let fileLimit: rlimit
  /// Who waits for the first part to run; nil once that is told.
  var gate: Gate?
  /// When the first part started.
  var begunAt: Int64?
  var recorder: OutputRecorder
  /// Those of parts that are over.
  var keptPipes = KeptPipes()

  /// Reads what is to be run; makes nothing in the folder yet.
  ///
  /// - Parameters:
  ///   - lock: The number of the folder's lock.
  ///   - values: The number of the file with the values of the environment, which is closed.
  init(in folder: ExecutionFolder, lock: Int32, values number: Int32, fileLimit: rlimit) throws(StartFailure)
  {
    let file = Descriptor(adopting: number)
    let intent: Intent
    let values: EnvironmentValues
    do throws(JournalError) {
      intent = try folder.readIntent()
    } catch {
      throw StartFailure(.intent, error)
    }
    do throws(JournalError) {
      values = try EnvironmentValues(readingFrom: file.number)
    } catch {
      throw StartFailure(.environment, error)
    }
    // What is on record is what runs.
    guard values.names == intent.variables else { throw StartFailure(.environment, errno: EBADMSG) }
    self.folder = folder
    self.intent = intent
    self.values = values
    self.lock = lock
    self.fileLimit = fileLimit
    recorder = OutputRecorder(in: folder, hiding: values, masked: intent.masked)
  }

  /// Runs all parts there are to run; the verdict is on the disk before a hook follows it.
  ///
  /// - Throws: `StartFailure` if not even the first part could be tried; nothing ran then.
  mutating func run() throws(StartFailure) -> Result<Void, JournalError> {
    let news = try News(of: folder, withMarks: intent.killAfter != nil)
    let place = try Workplace(of: intent, values)
    folder.reserveEnd()
    var ended = verdict(at: place, news)
    ended.interference = folder.interference
    ended.followingHook = hook(after: ended)
    do throws(JournalError) {
      try folder.writeVerdict(ended)
      if let hook = ended.followingHook {
        let (outcome, _) = run(hook, at: place, news)
        try folder.write(HookEnded(hook, outcome: outcome ?? .exited(0), at: Int64(time(nil))))
      }
    } catch {
      return .failure(error)
    }
    return .success(())
  }

  private mutating func verdict(at place: borrowing Workplace, _ news: borrowing News) -> Ended {
    if intent.beforeDestroy != nil {
      let (outcome, _) = run(.beforeDestroy, at: place, news)
      guard outcome == .exited(0) else { return end(.beforeDestroy, outcome) }
    }
    let (outcome, _) = run(.command, at: place, news)
    // Asked to stop before it could start: the hook was all that ran.
    guard let outcome else { return end(.beforeDestroy, .exited(0)) }
    var ended = end(.command, outcome)
    if outcome == .exited(0), intent.check != nil {
      let before = folder.interference
      let (check, leftovers) = run(.check, at: place, news)
      // One that was interrupted may exit 0 with half a list.
      let isWhole = check == .exited(0) && folder.interference == before
      if isWhole { ended.leftovers = leftovers } else { ended.isUnchecked = true }
      ended.at = Int64(time(nil))
    }
    return ended
  }

  private func end(_ part: Part, _ outcome: Outcome?) -> Ended {
    Ended(part, outcome: outcome ?? .exited(0), at: Int64(time(nil)))
  }

  /// What is to run after the verdict: the last failure has a hook, not each of several attempts.
  private func hook(after ended: Ended) -> Part? {
    if ended.isSuccess { return intent.afterDestroy == nil ? nil : .afterDestroy }
    let isLast = intent.isLastAttempt || isAskedToStop || !ended.isWorthRetrying
    return isLast && intent.onFailure != nil ? .onFailure : nil
  }

  /// Runs a part to its end; no outcome if it was asked not to start.
  private mutating func run(
    _ part: Part, at place: borrowing Workplace, _ news: borrowing News
  ) -> (Outcome?, Leftovers) {
    let line = intent.line(of: part) ?? []
    let outcome: Outcome
    defer { OutputPipes.removeNames(in: folder) }
    do throws(StartFailure) {
      let pipes = try createPipes()
      guard let leader = try start(part, line, at: place, pipes) else { return (nil, Leftovers()) }
      recorder.begin(part, line: line)
      outcome = follow(part, leader, pipes, news)
      keptPipes.add(pipes)
    } catch {
      recorder.begin(part, line: line)
      outcome = .couldNotStart(error.step, errno: error.errno)
    }
    return (outcome, recorder.end(part, outcome))
  }

  /// Each part has pipes of its own: what a part before it left running would write into its output, or has made the
  /// open file that both share one which does not wait.
  private func createPipes() throws(StartFailure) -> OutputPipes {
    do throws(JournalError) {
      return try OutputPipes(creatingIn: folder)
    } catch {
      throw StartFailure(.output, error)
    }
  }

  var isAskedToStop: Bool {
    let interference = folder.interference
    return interference.isStopped || interference.isKilled
  }
}

extension ExecutionFolder {
  /// Records the verdict; a disk that is full gets some time to have room again, since what was done is done.
  func writeVerdict(_ ended: Ended) throws(JournalError) {
    for _ in 0..<20 {
      do throws(JournalError) {
        return try write(ended)
      } catch .system(_, _, let number) where [ENOSPC, EDQUOT, ENFILE, ENOMEM].contains(number) {
        sleep(1)
      }
    }
    try write(ended)
  }
}
