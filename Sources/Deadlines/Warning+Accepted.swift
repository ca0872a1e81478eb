extension Project {
  /// The warning that was accepted of it as it is, and stands as long as nothing changes, with what it would say at `now`.
  ///
  /// Nil if nobody has been warned, or no deadline decides about it any more.
  public func acceptedWarning(at now: Moment, policy: Policy) -> Warning? {
    guard let deadline, status.awaitsDeadline, let acceptance = validAcceptance(at: now) else { return nil }
    let accepted = acceptance.wall(asOf: now)
    guard holdReason == .overdue else {
      let end =
        policy.notificationsRequired ? accepted + policy.notice(forTimeout: lifetime ?? .zero) : deadline
      return Warning(project: self, kind: .deadline, offset: acceptance.offset, due: max(deadline, end))
    }
    let isAbandoned = isLeftToItsUser(at: now)
    return Warning(
      project: self, kind: isAbandoned ? .abandoned : .overdue, offset: acceptance.offset,
      due: isAbandoned ? nil : accepted + Policy.overdueGrace)
  }
}
