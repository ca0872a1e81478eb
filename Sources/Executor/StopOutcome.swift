import ExecutionJournal

/// What became of a request to stop or to kill an execution.
public enum StopOutcome: Hashable, Sendable {
  /// The process group of what runs got its signal.
  case sent
  /// It got its one SIGINT before.
  case sentBefore
  /// The execution is under way but its command not yet started: ask again.
  case notStarted
  /// There is nothing left to stop.
  case notRunning
  /// It runs as another user, in the process group of this number: it got nothing, and that user has to stop it.
  case notPermitted(group: Int32)
}

extension StopOutcome {
  init(_ request: StopRequest) {
    switch request {
    case .sent: self = .sent
    case .sentBefore: self = .sentBefore
    case .notStarted: self = .notStarted
    case .notRunning: self = .notRunning
    case .notPermitted(let group): self = .notPermitted(group: group)
    }
  }
}
