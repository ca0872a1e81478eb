/// How near a deadline is, for a bar and its colour.
public enum TimeBand: Hashable, Sendable {
  /// More than an hour, or more than half of a short timeout.
  case green
  /// More than 15 minutes, or more than an eighth of a short timeout.
  case yellow
  /// Less than that, or past.
  case red

  /// The band of `left` out of `lifetime`; projects that live under two hours are banded by the share that is left.
  public init(left: Duration, lifetime: Duration) {
    let greenFrom = min(.hours(1), lifetime / 2)
    let yellowFrom = min(.minutes(15), lifetime / 8)
    self = left > greenFrom ? .green : left > yellowFrom ? .yellow : .red
  }
}

extension Project {
  /// When its teardown starts if nothing changes: the deadline, or the end of notice or grace if that is later.
  ///
  /// Nil if it has no deadline or none decides about it any more.
  public func due(at now: Moment, policy: Policy) -> Timestamp? {
    guard let deadline, status.awaitsDeadline else { return nil }
    if awaitsUser, deadline <= now.wall { return nil }
    if isAbandoned(at: now) || holdReason == .clock || holdReason == .unwarned { return nil }
    guard policy.notificationsRequired, let acceptance = validAcceptance(at: now) else {
      return deadline
    }
    let wait =
      holdReason == .overdue ? Policy.overdueGrace : policy.notice(forTimeout: lifetime ?? .zero)
    let remaining = .seconds(acceptance.awakeSeconds) + wait - now.awake
    return remaining > .zero ? max(deadline, now.wall + .seconds(remaining.secondsRoundedUp)) : deadline
  }

  /// The share of its life that is left, 0 to 1; nil if no deadline decides about it.
  public func shareLeft(at now: Moment, policy: Policy) -> Double? {
    guard let due = due(at: now, policy: policy), let lifetime else { return nil }
    let share = Double((due - now.wall).wholeSeconds) / Double(max(1, lifetime.wholeSeconds))
    return min(1, max(0, share))
  }
}
