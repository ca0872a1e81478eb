/// What a user can do to a project from a notification, the bus or the command line.
public enum UserAction: Hashable, Sendable {
  /// Move the deadline away.
  case extend(by: Duration)
  /// Give the teardown up.
  case cancel
  /// Schedule it again.
  case resume
  /// Try a teardown that failed once more, now.
  case retry
  /// Tear it down now, because its user confirmed this question; nil where none was up.
  case destroy(confirmed: Confirmation?)
  /// Kill a teardown that was asked to stop and goes on.
  case kill
}

extension Project {
  /// Does what the user asked for, by the rule of that action.
  ///
  /// - Throws: what the rule of that action throws.
  public mutating func carryOut(
    _ action: UserAction, offered: Generation?, at now: Moment, policy: Policy
  ) throws(Refusal) {
    switch action {
    case .extend(let duration): try extend(by: duration, offered: offered, at: now, policy: policy)
    case .cancel: try cancel(offered: offered, at: now)
    case .resume: try resume(offered: offered, at: now, policy: policy)
    case .retry: try retry(offered: offered, at: now, policy: policy)
    case .destroy(let confirmed):
      try destroy(confirmed: confirmed, offered: offered, at: now, policy: policy)
    case .kill: try allowKilling(offered: offered)
    }
  }
}
