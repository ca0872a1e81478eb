public import Deadlines

/// What became of an execution.
public struct ExecutionResult: Hashable, Sendable {
  /// How it ended.
  public enum Ending: Hashable, Sendable {
    /// The command exited with this code.
    case exited(Int32)
    /// A signal of this number ended the command.
    case signalled(Int32)
    /// The command exited with 0, but as many resources as `count` are still there; `names` are the first of them.
    case leftBehind(names: [String], count: Int)
    /// The hook before the command exited with this code, or a signal of this number ended it: the command was not run.
    ///
    /// One of both is there; the code is 0 where the execution was asked to stop during that hook.
    case hookFailed(code: Int32?, signal: Int32?)
    /// The command never ran, for this reason.
    case couldNotStart(ExecutorError)
    /// It is proven that the command never ran, but not why.
    case neverStarted
    /// Nobody saw the end: the command may have done all, a part or nothing of its work.
    case interrupted
  }

  /// How it ended.
  public var ending: Ending
  /// First and last part of what the command, or the hook that kept it from running, wrote to standard output: UTF-8
  /// without NULs, at most 64 KiB.
  public var output: String
  /// The same of standard error; where nothing ran, why.
  public var error: String
  /// When it started; nil if it did not or nobody knows.
  public var startedAt: Timestamp?
  /// When its end was recorded by the supervisor; nil if none was.
  public var endedAt: Timestamp?
  /// Whether it had been asked to stop before that.
  public var wasStopped = false
  /// Whether its processes had been killed by us, or at its user's word, before that.
  public var wasKilled = false
  /// Whether it was to be looked at what the command left, and nobody could tell: it counts as a failure.
  public var isUnchecked = false
  /// Whether its folder, or what says how it ended, is missing or cannot be read: its processes may even live on.
  public var isRecordMissing = false
  /// Whether another attempt might end better.
  public var isWorthRetrying = false
  /// The hook after the end, if it failed or was interrupted; nil if it succeeded or there was none.
  public var followingHook: HookEnding?

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
    switch ending {
    case .exited(let code): code
    case .leftBehind: 0
    case .signalled, .hookFailed, .couldNotStart, .neverStarted, .interrupted: nil
    }
  }
}
