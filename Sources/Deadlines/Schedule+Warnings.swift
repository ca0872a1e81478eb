extension Schedule {
  /// Shows the latest warning whose time has come, unless it has been shown, and looks again at the next.
  mutating func warnBeforeDeadline(_ entry: Entry, at now: Moment) -> [Effect] {
    let project = entry.project
    // It is not destroyed at its deadline; its user is asked then.
    if project.awaitsUser { return [] }
    guard let deadline = project.deadline, let start = project.scheduledAt, let timeout = project.lifetime
    else { return [] }
    let plan = WarningPlan(start: start, deadline: deadline, timeout: timeout, policy: policy)
    if let next = plan.next(after: now.wall, deadline: deadline) {
      agenda.set(project.id, at: min(next, agenda.time(of: project.id) ?? next))
    }
    guard let offset = plan.current(at: now.wall, deadline: deadline) else { return [] }
    let acceptance = project.validAcceptance(at: now)
    if let acceptance, acceptance.offset <= offset { return [] }
    let noticeEnd = now.wall + policy.notice(forTimeout: timeout)
    let due = acceptance == nil ? max(deadline, noticeEnd) : deadline
    return show(Warning(project: project, kind: .deadline, offset: offset, due: due), entry, at: now)
  }

  /// Shows what a held project still lacks: the warning that nobody accepted, or the fresh one of an overdue one.
  mutating func warnWhileHeld(_ entry: Entry, _ reason: HoldReason, at now: Moment) -> [Effect] {
    let project = entry.project
    guard let deadline = project.deadline, let timeout = project.lifetime else { return [] }
    if project.validAcceptance(at: now) != nil { return [] }
    switch reason {
    case .unwarned:
      let due = now.wall + policy.notice(forTimeout: timeout)
      return show(Warning(project: project, kind: .deadline, offset: .zero, due: due), entry, at: now)
    case .overdue:
      let isAbandoned = project.awaitsUser || now.wall - deadline > Policy.abandonedAfter
      let due = isAbandoned ? nil : now.wall + Policy.overdueGrace
      return show(
        Warning(project: project, kind: isAbandoned ? .abandoned : .overdue, offset: .zero, due: due), entry,
        at: now)
    case .invalid, .untrusted, .protected, .clock, .interrupted:
      return []
    }
  }

  private mutating func show(_ warning: Warning, _ entry: Entry, at now: Moment) -> [Effect] {
    guard isServerThere, entry.warningInFlight == nil else { return [] }
    if let again = entry.warnsAgainAt, now.awake < again {
      let time = now.wall(whenAwake: again)
      agenda.set(warning.project.id, at: min(time, agenda.time(of: warning.project.id) ?? time))
      return []
    }
    entries[warning.project.id]?.warningInFlight = warning
    return [.warn(warning)]
  }

  mutating func noteAccepted(_ warning: Warning, at now: Moment) -> [Effect] {
    let id = warning.project.id
    guard let entry = entries[id] else { return [.withdraw(id)] }
    guard entry.project.isUnchanged(since: warning.project), entry.project.status.awaitsDeadline else {
      // What was accepted speaks of a generation that is over; a newer warning may already be on its way.
      return entry.onScreen == nil && entry.warningInFlight == nil ? [.withdraw(id)] : []
    }
    entries[id]?.warningInFlight = nil
    entries[id]?.warnsAgainAt = nil
    entries[id]?.onScreen = warning
    let acceptance = Acceptance(
      generation: warning.project.generation, bootID: now.bootID,
      awakeSeconds: now.awake.secondsRoundedUp, wall: now.wall, offset: warning.offset)
    return ask(.recordAcceptance(entry.project, acceptance), for: id)
  }

  mutating func noteRefused(_ warning: Warning, at now: Moment) -> [Effect] {
    let id = warning.project.id
    guard let entry = entries[id], entry.warningInFlight == warning else { return [] }
    entries[id]?.warningInFlight = nil
    entries[id]?.warnsAgainAt = now.awake + Self.rest
    return look(at: id, at: now)
  }

  /// What stood on the screen is gone with the old server: it is shown again, with live buttons.
  mutating func noteServerCame(at now: Moment) -> [Effect] {
    isServerThere = true
    var effects: [Effect] = []
    for id in entries.keys.sorted() {
      entries[id]?.warningInFlight = nil
      entries[id]?.warnsAgainAt = nil
      if let lost = entries[id]?.onScreen {
        entries[id]?.onScreen = nil
        entries[id]?.warningInFlight = lost
        effects.append(.warn(lost))
      } else {
        effects += look(at: id, at: now)
      }
    }
    return effects
  }

  mutating func noteServerWent(at now: Moment) -> [Effect] {
    isServerThere = false
    for id in entries.keys { entries[id]?.warningInFlight = nil }
    return lookAtAll(at: now)
  }
}
