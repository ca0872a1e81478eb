import Deadlines
import Executor
import Glibc
import ProjectStore
import Wording

extension Outcome {
  /// What people are told of how an execution ended.
  init(_ ending: ExecutionResult.Ending) {
    switch ending {
    case .exited(0): self = .destroyed
    case .exited(let code): self = .exited(code: code)
    case .signalled(let number): self = .signalled(number: number)
    case .couldNotStart(let error): self = .notStarted(error.words)
    case .neverStarted: self = .notStarted("the program that was to run it was stopped before it did")
    case .interrupted: self = .interrupted
    }
  }
}

extension Project {
  /// What the end of an attempt means for the project, and the line for its audit log.
  mutating func conclude(
    _ execution: Execution.ID, _ result: ExecutionResult, _ outcome: Outcome, at now: Moment,
    policy: ExecutionPolicy
  ) -> Deadlines.LogEvent {
    switch result.ending {
    case .exited(0): finishDestroying()
    case .exited, .signalled, .couldNotStart:
      failAttempt(isWorthRetrying: result.isWorthRetrying, at: now, policy: policy)
    case .neverStarted: returnToSchedule(at: now)
    case .interrupted: interrupt(at: now)
    }
    return isBetweenAttempts
      ? .attemptFailed(self, outcome, execution: execution, at: now.wall, policy: policy)
      : .ended(self, outcome, execution: execution, at: now.wall)
  }

  /// Why its next claim is made.
  var reasonToClaim: Execution.Reason {
    guard isBetweenAttempts, let attempts else { return .deadline }
    return attempts.made == 0 ? .retry : .nextAttempt
  }
}

extension ExecutionResult {
  /// Whether another attempt might end otherwise.
  var isWorthRetrying: Bool {
    switch ending {
    case .exited(126), .exited(127), .couldNotStart: false
    default: true
    }
  }
}

extension ExecutionEnding {
  /// The row's part of how an execution ended.
  init(_ result: ExecutionResult, _ outcome: Outcome) {
    self.init(
      status: outcome == .destroyed ? .completed : .failed, output: result.output, error: result.error,
      exitCode: result.exitCode)
  }
}

extension ExecutionResult {
  /// The last line with anything in it that the command wrote, errors first.
  var lastLine: String? {
    for text in [error, output] {
      let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
      if let line { return String(line) }
    }
    return nil
  }
}

extension ExecutorError {
  /// Why a teardown could not be started, with the value and the system's reason.
  var words: String {
    switch self {
    case .directory(let path, let errno):
      "the directory \(path.quoted) cannot be entered: \(String(cString: strerror(errno)))"
    case .directoryReplaced(let path): "another directory lies at \(path.quoted) now"
    case .supervisorMissing(let path, let errno):
      "the program \(path.quoted) is missing (\(String(cString: strerror(errno)))); install Killall-Tofu again"
    case .emptyCommand, .commandHoldsNUL, .record, .recordDamaged, .start: description
    }
  }
}
