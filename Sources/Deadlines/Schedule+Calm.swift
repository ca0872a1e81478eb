extension Schedule {
  /// Whether nothing is under way, claimed, waiting for a place or unanswered.
  public var isIdle: Bool {
    outstanding == 0 && underWay.isEmpty && newlyQueued.isEmpty && queue.earliest == nil && gathered.isEmpty
  }

  /// Whether it is idle, and has nothing to do, to warn of or to bring up again for so long.
  ///
  /// That the clock cannot be believed is looked at again and again, and does not count.
  public func isCalm(at now: Moment, for duration: Duration) -> Bool {
    guard isIdle else { return false }
    if let next = agenda.earliest, next <= now.wall + duration { return false }
    guard canShow, let next = reminders.earliest else { return true }
    return next > now.secondsSinceBoot + duration
  }
}
