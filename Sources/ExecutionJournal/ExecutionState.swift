/// What the folder of an execution tells about it.
public enum ExecutionState: Hashable, Sendable {
  /// Its lock is held: leave it alone and follow it.
  case alive
  /// Nobody holds it and nothing was started: it is proven that the command never ran.
  case neverStarted
  /// It was started and nobody saw its end.
  case interrupted
  /// Its end is recorded.
  case ended(Ended)
}

extension ExecutionFolder {
  /// Where the execution stands.
  ///
  /// A record of the start or the end that is damaged counts as there but unreadable, that is as interrupted: it must
  /// never pass for a proof that nothing ran.
  ///
  /// - Throws: `JournalError` if the folder or its lock is not there or cannot be read, which proves nothing.
  public func state() throws(JournalError) -> ExecutionState {
    // The lock first: once it is free nothing is written any more.
    if try isLocked() { return .alive }
    do {
      if let ended = try readEnded() { return .ended(ended) }
      return try readStarted() == nil ? .neverStarted : .interrupted
    } catch .damaged {
      return .interrupted
    }
  }
}
