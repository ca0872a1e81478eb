public import Deadlines
public import Executor
import Glibc
import ProjectStore
public import Wording

extension Outcome {
  /// What people are told of how an execution ended.
  public init(_ result: ExecutionResult) {
    if result.wasStopped || result.wasKilled, result.hasRun, result.hasFailed {
      self = .stopped(wasKilled: result.wasKilled)
      return
    }
    switch result.ending {
    case .exited(0): self = result.isUnchecked ? .unverified : .destroyed
    case .exited(let code): self = .exited(code: code)
    case .signalled(let number): self = .signalled(number: number)
    case .hookFailed(let code, let signal): self = .hookFailed(code: code, signal: signal)
    case .leftBehind(let names, let count): self = .leftBehind(names: names, count: count)
    case .couldNotStart(let error): self = .notStarted(error.words)
    case .neverStarted: self = .notStarted("the program that was to run it was stopped before it did")
    case .interrupted: self = .interrupted
    }
  }
}

extension Project {
  /// What the end of an attempt means for the project, and the line for its audit log.
  ///
  /// - Parameter isLaunchedHere: whether this process launched it, rather than found it.
  mutating func conclude(
    _ execution: Execution, _ result: ExecutionResult, isLaunchedHere: Bool, at now: Moment,
    policy: ExecutionPolicy
  ) -> Deadlines.LogEvent {
    switch result.ending {
    case .exited(0) where !result.isUnchecked: finishDestroying()
    case .exited, .signalled, .hookFailed, .leftBehind, .couldNotStart:
      failAttempt(isWorthRetrying: result.isWorthRetrying, at: now, policy: policy)
    // Whoever launched it and saw it fail goes on as after any failure, and not over and over.
    case .neverStarted where isLaunchedHere && !isGivenUp:
      failAttempt(isWorthRetrying: true, at: now, policy: policy)
    case .neverStarted: returnToSchedule(at: now)
    case .interrupted: interrupt(at: now)
    }
    let outcome = Outcome(result)
    return isBetweenAttempts
      ? .attemptFailed(self, outcome, execution: execution.id, at: now.wall, policy: policy)
      : .ended(self, outcome, notes: result.notes(on: execution), execution: execution.id, at: now.wall)
  }

  /// Why its next claim is made.
  var reasonToClaim: Execution.Reason {
    guard isBetweenAttempts, let attempts else { return .deadline }
    guard attempts.made == 0 else { return .nextAttempt }
    return attempts.isConfirmed ? .confirmed : .retry
  }
}

extension ExecutionEnding {
  /// The row's part of how an execution ended.
  init(_ result: ExecutionResult) {
    let status: Execution.Status =
      switch Outcome(result) {
      case .destroyed: .completed
      case .stopped: .cancelled
      default: .failed
      }
    self.init(
      status: status, output: result.output, error: result.error, exitCode: result.exitCode,
      startedAt: result.startedAt, endedAt: result.endedAt)
  }
}

extension ExecutionResult {
  /// Whether anything ran.
  fileprivate var hasRun: Bool {
    switch ending {
    case .exited, .signalled, .hookFailed, .leftBehind, .interrupted: true
    case .couldNotStart, .neverStarted: false
    }
  }

  /// Whether it is known that it did not do what it was to do.
  fileprivate var hasFailed: Bool {
    switch ending {
    case .exited(let code): code != 0 || isUnchecked
    case .signalled, .hookFailed, .leftBehind: true
    case .couldNotStart, .neverStarted: true
    case .interrupted: false
    }
  }

  /// The last line that says anything of what the command wrote, errors first, without what only colours it.
  var lastLine: String? {
    for text in [error, output] {
      let lines = text.split(whereSeparator: \.isNewline).reversed().lazy.map { String($0).withoutColours }
      // A frame of lines, as OpenTofu and Terraform draw around what went wrong, says nothing.
      let line = lines.first { $0.contains { $0.isLetter || $0.isNumber } }
      if let line { return line.trimmingPrefix { $0.isWhitespace || $0 == "│" }.description }
    }
    return nil
  }

  /// What there is to say beside how the command ended, each a sentence without a full stop.
  public func notes(on execution: Execution) -> [String] {
    var notes: [String] = []
    if hasFailed, execution.attempt > 1 { notes.append("it was the last of \(execution.attempt) attempts") }
    if let followingHook { notes.append(followingHook.words) }
    return notes
  }
}

extension HookEnding {
  fileprivate var words: String {
    let name = "the hook \(hook.rawValue)"
    return switch manner {
    case .exited(let code): "\(name) failed with exit code \(code)"
    case .signalled(let number): "\(name) was ended by signal \(number)"
    case .couldNotStart(let error): "\(name) could not be started: \(error.words)"
    case .interrupted: "\(name) was interrupted"
    }
  }
}

extension ExecutorError {
  /// What keeps any teardown from being recorded or started for the moment, such as a full disk; nil where it is this
  /// project's own fault and stays.
  var passingTrouble: StoreError? {
    switch self {
    case .record(let path, let errno): .io(path: path, text: String(cString: strerror(errno)))
    case .start: .io(path: "", text: words)
    case .directory, .outsideProject, .directoryReplaced, .emptyCommand, .commandHoldsNUL, .supervisorMissing,
      .recordDamaged:
      nil
    }
  }

  /// Why a teardown could not be started, with the value and the system's reason.
  public var words: String {
    switch self {
    case .directory(let path, let errno):
      "the directory \(path.quoted) cannot be entered: \(String(cString: strerror(errno)))"
    case .outsideProject(let path, let project):
      "the working directory \(path.quoted) does not lie in the project's directory \(project.quoted)"
    case .directoryReplaced(let path): "another directory lies at \(path.quoted) now"
    case .supervisorMissing(let path, let errno):
      "the program \(path.quoted) is missing (\(String(cString: strerror(errno)))); install Killall-Tofu again"
    case .emptyCommand, .commandHoldsNUL, .record, .recordDamaged, .start: description
    }
  }
}

extension String {
  /// The text without a terminal's control sequences (ECMA-48, CSI), as they colour words.
  fileprivate var withoutColours: String {
    replacing(/\u{1B}\[[0-?]*[ -\/]*[@-~]/, with: "")
  }
}
