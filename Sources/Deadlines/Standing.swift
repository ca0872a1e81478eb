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
  /// Every guard holds: it may be claimed.
  case due
}

extension Project {
  /// Asks every guard of the promise "no unwarned destroy", in order.
  ///
  /// The schedule acts on the answer, and the claim asks once more about the row it finds in the file.
  public func standing(in circumstances: Circumstances) -> Standing {
    switch status {
    case .destroying, .destroyed, .failed, .cancelled: return .atRest
    case .scheduled, .held: break
    }
    if flaw != nil { return .barred(.invalid, until: nil) }
    if status == .held, let holdReason, !holdReason.isSettledByLooking {
      return .barred(holdReason, until: nil)
    }
    guard let deadline, scheduledAt != nil else { return .unseen }
    guard circumstances.now.wall >= deadline else { return .waiting(.deadlineReached, until: deadline) }
    if awaitsUser { return .barred(.overdue, until: nil) }
    return status == .held && holdReason == .overdue
      ? standingOfOverdue(since: deadline, in: circumstances)
      : standingPastDeadline(deadline, in: circumstances)
  }

  private func standingPastDeadline(_ deadline: Timestamp, in circumstances: Circumstances) -> Standing {
    let now = circumstances.now
    var dueOnWall = deadline
    var noticeEnd: Duration?
    if circumstances.policy.notificationsRequired {
      let notice = circumstances.policy.notice(forTimeout: lifetime ?? .zero)
      guard let acceptance = validAcceptance(at: now) else {
        let late = status == .scheduled && now.wall - deadline > Policy.tolerableLateness
        return .barred(late ? .overdue : .unwarned, until: nil)
      }
      dueOnWall = max(deadline, acceptance.wall + notice)
      noticeEnd = .seconds(acceptance.awakeSeconds) + notice
    }
    let lateness = (circumstances.queuedSince ?? now.wall) - dueOnWall
    if lateness > Policy.tolerableLateness { return .barred(.overdue, until: nil) }
    if let noticeEnd, now.awake < noticeEnd {
      return .waiting(.noticeGiven, until: now.wall(whenAwake: noticeEnd))
    }
    return standingAfterWake(in: circumstances)
  }

  /// An overdue project runs when a fresh warning has stood for the grace, unless it was abandoned long ago.
  private func standingOfOverdue(since deadline: Timestamp, in circumstances: Circumstances) -> Standing {
    let now = circumstances.now
    if updatedAt - deadline > Policy.abandonedAfter { return .barred(.overdue, until: nil) }
    if circumstances.policy.notificationsRequired {
      guard let acceptance = validAcceptance(at: now) else {
        return .barred(.overdue, until: nil)
      }
      let graceEnd = .seconds(acceptance.awakeSeconds) + Policy.overdueGrace
      if now.awake < graceEnd { return .barred(.overdue, until: now.wall(whenAwake: graceEnd)) }
    } else if now.wall < updatedAt + Policy.overdueGrace {
      return .barred(.overdue, until: updatedAt + Policy.overdueGrace)
    }
    return standingAfterWake(in: circumstances)
  }

  private func standingAfterWake(in circumstances: Circumstances) -> Standing {
    guard let wokeAt = circumstances.wokeAt else { return .due }
    let settled = wokeAt + Policy.settlingAfterWake
    guard circumstances.now.awake < settled else { return .due }
    return .waiting(.settledAfterWake, until: circumstances.now.wall(whenAwake: settled))
  }
}

extension HoldReason {
  /// Whether the schedule itself can find that the reason is gone, from the row and the clocks.
  var isSettledByLooking: Bool {
    switch self {
    case .invalid, .overdue, .unwarned: true
    case .untrusted, .protected, .clock, .interrupted: false
    }
  }
}

extension Moment {
  /// The wall time at which the awake clock will read `target` if the machine stays awake and the clock is not set.
  func wall(whenAwake target: Duration) -> Timestamp {
    wall + .seconds(max(1, (target - awake).secondsRoundedUp))
  }
}
