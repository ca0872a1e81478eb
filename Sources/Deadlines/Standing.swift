/// What the rules say of a project at one moment: the one place where a teardown is decided.
public enum Standing: Hashable, Sendable {
  /// Nothing is to be decided: it is being torn down, or over.
  case atRest
  /// No daemon has seen this generation yet, so its deadline or its beginning is open.
  case unseen
  /// It must not be destroyed, for this reason; `until` is when to look again, if time alone can settle it.
  case barred(HoldReason, until: Timestamp?)
  /// Nothing bars it, and this guard is met only by time: look again then.
  case waiting(Guard, until: Timestamp)
  /// It waits for its next attempt, which must not follow: its user gave it up, or what warned of it does not count.
  case lapsed
  /// Every guard holds: it may be claimed.
  case due
}

extension Project {
  /// Asks every guard of the promise "no unwarned destroy", in order.
  ///
  /// The schedule acts on the answer, and the claim asks once more about the row it finds in the file.
  public func standing(in circumstances: Circumstances) -> Standing {
    if isBetweenAttempts { return standingBetweenAttempts(in: circumstances) }
    guard status.awaitsDeadline else { return .atRest }
    for condition in Guard.ofProject {
      if condition == .deadlineReached, deadline == nil || scheduledAt == nil { return .unseen }
      switch condition.verdict(on: self, in: circumstances) {
      case .met: continue
      case .waits(let until): return .waiting(condition, until: until)
      case .bars(let reason, let until): return .barred(reason, until: until)
      }
    }
    return .due
  }

  /// Asks what another attempt needs besides the warning of the first.
  private func standingBetweenAttempts(in circumstances: Circumstances) -> Standing {
    guard mayGoOn(in: circumstances) else { return .lapsed }
    for condition in Guard.ofNextAttempt {
      if case .waits(let until) = condition.verdict(on: self, in: circumstances) {
        return .waiting(condition, until: until)
      }
    }
    return .due
  }
}

extension HoldReason {
  /// Whether a notification of its own tells of the hold; others are told by the warning that goes with them, and the
  /// clock once for all projects.
  public var isToldByItself: Bool {
    switch self {
    case .invalid, .untrusted, .protected, .interrupted: true
    case .clock, .overdue, .unwarned: false
    }
  }
}
