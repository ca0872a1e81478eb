public import Deadlines

/// What can be told of an execution while it is under way.
public enum ExecutionReport: Hashable, Sendable {
  /// These lines came into the log.
  case output([LogLine])
  /// The command has said nothing for longer than it may, since this time.
  case silent(since: Timestamp)
  /// It says something again.
  case heardAgain
}
