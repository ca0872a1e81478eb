import ExecutionJournal

/// What became of a request to stop an execution.
public enum StopOutcome: Hashable, Sendable {
  /// The command's process group got its one SIGINT.
  case sent
  /// It got it before.
  case sentBefore
  /// The execution is under way but its command not yet started: ask again.
  case notStarted
  /// There is nothing left to stop.
  case notRunning
}

extension StopOutcome {
  init(_ request: StopRequest) {
    switch request {
    case .sent: self = .sent
    case .sentBefore: self = .sentBefore
    case .notStarted: self = .notStarted
    case .notRunning: self = .notRunning
    }
  }
}
