extension Project {
  /// Whether its user may do this to it as it is now: the rule of that action is asked on a copy.
  ///
  /// What is offered by it can still be refused, as the row in the file may have changed meanwhile.
  public func allows(_ action: UserAction, at now: Moment, policy: Policy) -> Bool {
    var copy = self
    return (try? copy.carryOut(action, offered: nil, at: now, policy: policy)) != nil
  }
}
