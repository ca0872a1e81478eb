extension Guard {
  /// The guards that the row and the clocks decide, in the order in which they are asked.
  static let ofProject: [Guard] = [
    .sound, .allowed, .unprotected, .clockTrusted, .released, .deadlineReached, .decided, .notOverdue,
    .warned, .noticeGiven, .settledAfterWake,
  ]

  /// The guards whose holds the row and the settings decide, whatever the time: they apply as soon as they are not met.
  static let ofRow: [Guard] = [.sound, .allowed, .unprotected]

  /// The guards of another attempt of a run whose warning still counts.
  static let ofNextAttempt: [Guard] = [.nextAttemptReached, .settledAfterWake]

  /// What this guard says of `project`.
  public func verdict(on project: Project, in circumstances: Circumstances) -> Verdict {
    let now = circumstances.now
    switch self {
    case .scheduled, .alone, .placeFree: return .met
    case .sound:
      return project.flaw(under: circumstances.policy) == nil ? .met : .bars(.invalid, until: nil)
    case .allowed: return project.isAllowed ? .met : .bars(.untrusted, until: nil)
    case .unprotected:
      return project.protection(under: circumstances.policy.protection) == nil
        ? .met : .bars(.protected, until: nil)
    case .released: return project.isHeldAsInterrupted ? .bars(.interrupted, until: nil) : .met
    case .clockTrusted: return circumstances.clockDoubt == nil ? .met : .bars(.clock, until: nil)
    case .deadlineReached:
      guard let deadline = project.deadline, now.wall < deadline else { return .met }
      return .waits(until: deadline)
    case .decided: return project.awaitsUser ? .bars(.overdue, until: nil) : .met
    case .notOverdue:
      return project.holdReason == .overdue
        ? project.verdictOnGrace(in: circumstances) : project.verdictOnLateness(in: circumstances)
    case .warned:
      guard project.needsWarning(in: circumstances) else { return .met }
      let isWarned = project.validAcceptance(at: now) != nil && !circumstances.isWarningWithheld
      return isWarned ? .met : .bars(.unwarned, until: nil)
    case .noticeGiven:
      guard project.needsWarning(in: circumstances), let acceptance = project.validAcceptance(at: now) else {
        return .met
      }
      let end = .seconds(acceptance.awakeSeconds) + circumstances.notice(of: project)
      return now.awake < end ? .waits(until: now.wall(whenAwake: end)) : .met
    case .nextAttemptReached:
      guard let next = project.nextAttempt(in: circumstances), now.wall < next else { return .met }
      return .waits(until: next)
    case .settledAfterWake:
      return circumstances.settles.map { .waits(until: $0) } ?? .met
    }
  }
}

extension Project {
  fileprivate func needsWarning(in circumstances: Circumstances) -> Bool {
    circumstances.policy.notificationsRequired
  }

  /// How long after it was due it is looked at; a project that nobody has been warned of is due at its deadline.
  fileprivate func verdictOnLateness(in circumstances: Circumstances) -> Verdict {
    guard let deadline else { return .met }
    var due = deadline
    if needsWarning(in: circumstances) {
      if let acceptance = validAcceptance(at: circumstances.now) {
        due = max(
          deadline, acceptance.wall(asOf: circumstances.now) + circumstances.notice(of: self))
      } else if holdReason == .unwarned {
        // It is due when a warning has been accepted and the notice is over.
        return .met
      }
    }
    let lateness = circumstances.now.wall - due - circumstances.queuedFor
    return lateness > Policy.tolerableLateness ? .bars(.overdue, until: nil) : .met
  }

  /// An overdue project runs when a fresh warning has stood for the grace, unless it was abandoned long ago.
  fileprivate func verdictOnGrace(in circumstances: Circumstances) -> Verdict {
    let now = circumstances.now
    if isAbandoned(at: now) { return .bars(.overdue, until: nil) }
    if needsWarning(in: circumstances) {
      guard let acceptance = validAcceptance(at: now) else { return .bars(.overdue, until: nil) }
      let end = .seconds(acceptance.awakeSeconds) + Policy.overdueGrace
      return now.awake < end ? .bars(.overdue, until: now.wall(whenAwake: end)) : .met
    }
    // Nobody is warned here, so nothing tells awake time; but none of the grace was slept through, or leapt over, or
    // passed while the machine was off.
    let wallEnd = (stalledSince ?? updatedAt) + Policy.overdueGrace
    let awakeEnd = (circumstances.wokeAt ?? .zero) + Policy.overdueGrace
    if now.awake < awakeEnd { return .bars(.overdue, until: max(wallEnd, now.wall(whenAwake: awakeEnd))) }
    return now.wall < wallEnd ? .bars(.overdue, until: wallEnd) : .met
  }

  /// Whether it is held because its deadline passed so long ago that only its user may decide.
  func isAbandoned(at now: Moment) -> Bool {
    holdReason == .overdue && isPastDeciding(at: now)
  }

  /// Whether nothing happens until its user decides, once it is past its deadline.
  public func isLeftToItsUser(at now: Moment) -> Bool {
    awaitsUser || isPastDeciding(at: now)
  }

  /// What its user was told counts: that it waits, or that it runs after the grace.
  ///
  /// In that case it is given the time for it. A machine that slept on, or a clock that was set ahead, is found out all the same.
  private func isPastDeciding(at now: Moment) -> Bool {
    guard let deadline else { return false }
    let lateness = now.wall - deadline
    guard holdReason == .overdue, let told = validAcceptance(at: now),
      told.wall - deadline <= Policy.abandonedAfter
    else { return lateness > Policy.abandonedAfter }
    return lateness > Policy.abandonedAfter + Policy.overdueGrace * 2
  }
}

extension Circumstances {
  fileprivate func notice(of project: Project) -> Duration {
    policy.notice(forTimeout: project.lifetime ?? .zero)
  }
}
