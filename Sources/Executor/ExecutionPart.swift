import ExecutionJournal

/// A step of an execution that has a shell line of its own.
public enum ExecutionPart: String, Sendable, CaseIterable {
  /// The hook before the command.
  case beforeDestroy = "before_destroy"
  /// The teardown itself.
  case command
  /// What lists what the command left.
  case check
  /// The hook after a success.
  case afterDestroy = "after_destroy"
  /// The hook after the last failure.
  case onFailure = "on_failure"
}

extension ExecutionPart {
  init(_ part: Part) {
    switch part {
    case .beforeDestroy: self = .beforeDestroy
    case .command: self = .command
    case .check: self = .check
    case .afterDestroy: self = .afterDestroy
    case .onFailure: self = .onFailure
    }
  }
}
