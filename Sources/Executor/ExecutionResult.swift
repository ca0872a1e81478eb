public import Deadlines

/// What became of an execution.
public struct ExecutionResult: Hashable, Sendable {
  /// How it ended.
  public enum Ending: Hashable, Sendable {
    /// The command exited with this code.
    case exited(Int32)
    /// A signal of this number ended the command.
    case signalled(Int32)
    /// The command never ran, for this reason.
    case couldNotStart(ExecutorError)
    /// It is proven that the command never ran, but not why.
    case neverStarted
    /// Nobody saw the end: the command may have done all, a part or nothing of its work.
    case interrupted
  }

  /// How it ended.
  public var ending: Ending
  /// First and last part of what the command wrote to standard output: UTF-8 without NULs, at most 64 KiB.
  public var output: String
  /// The same of standard error; where the command never ran, why.
  public var error: String
  /// When the command started; nil if it did not or nobody knows.
  public var startedAt: Timestamp?
  /// When its end was recorded by the supervisor; nil if none was.
  public var endedAt: Timestamp?

  /// Makes a result.
  public init(
    ending: Ending, output: String = "", error: String = "", startedAt: Timestamp? = nil,
    endedAt: Timestamp? = nil
  ) {
    self.ending = ending
    self.output = output
    self.error = error
    self.startedAt = startedAt
    self.endedAt = endedAt
  }

  /// The exit code to record; nil unless the command exited by itself.
  public var exitCode: Int32? {
    if case .exited(let code) = ending { code } else { nil }
  }
}
