/// A hook after the end of a teardown that did not succeed.
public struct HookEnding: Hashable, Sendable {
  /// What became of it.
  public enum Manner: Hashable, Sendable {
    /// It exited with this code, not 0.
    case exited(Int32)
    /// A signal of this number ended it.
    case signalled(Int32)
    /// It never ran, for this reason.
    case couldNotStart(ExecutorError)
    /// Nobody saw its end.
    case interrupted
  }

  /// Which hook: ``ExecutionPart/afterDestroy`` or ``ExecutionPart/onFailure``.
  public var hook: ExecutionPart
  /// What became of it.
  public var manner: Manner

  /// Puts both together.
  public init(hook: ExecutionPart, manner: Manner) {
    self.hook = hook
    self.manner = manner
  }
}
