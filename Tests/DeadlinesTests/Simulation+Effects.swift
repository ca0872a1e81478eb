import Deadlines

extension Simulation {
  /// Does what the schedule asked for and answers it; returns what the schedule decides on hearing of it.
  mutating func carryOut(_ effect: Effect) -> [Effect] {
    let now = now
    switch effect {
    case .firstSight(let project):
      return write(project.id) { row throws(Refusal) in try row.noteFirstSight(of: project, at: now) }
    case .hold(let project, let reason, let silence):
      held.append(reason)
      silences.append(silence)
      if silence == .paused { voids[project.era] = shown.count }
      return write(project.id) { row throws(Refusal) in
        try row.hold(reason, because: silence, seen: project, at: now)
      }
    case .voidWarning(let project):
      voids[project.era] = shown.count
      return write(project.id) { row throws(Refusal) in try row.voidWarning(seen: project) }
    case .settle(let project):
      return write(project.id) { row throws(Refusal) in try row.settle(seen: project) }
    case .recordAcceptance(let project, let acceptance):
      return write(project.id) { row throws(Refusal) in try row.note(acceptance, seen: project) }
    case .recordReminder(let project, let offset):
      return write(project.id) { row throws(Refusal) in try row.noteReminder(offset, seen: project) }
    case .renew(let project, let known):
      return write(project.id) { row throws(Refusal) in try row.renew(after: known, at: now) }
    case .warn(let warning): return show([warning])
    case .warnTogether(let warnings):
      summaries.append(warnings)
      return show(warnings)
    case .remind(let reminders):
      guard isShowing else { return schedule.handle(.reminderRefused(reminders), at: now) }
      reminded.append((reminders, now))
      return schedule.handle(.reminded(reminders), at: now)
    case .endAttempts(let project):
      let circumstances = schedule.circumstances(of: project.id, at: now)
      return write(project.id) { row throws(Refusal) in
        try row.endAttempts(seen: project, in: circumstances)
      }
    case .claim(let project, _):
      if defersClaims {
        unansweredClaims.append(project)
        hasDeferred = true
        return []
      }
      return claim(project)
    case .rememberClocks(let seen): clocks = seen
    case .delay(_, let unmet, _): delays.append(unmet)
    case .withdraw(let id): withdrawn.append(id)
    case .clockDoubted: doubts.append(true)
    case .clockBelieved:
      doubts.append(false)
      mark = min(mark ?? now.wall, now.wall)
    case .announceSleep(let projects): sleepsTold.append(projects)
    }
    return []
  }

  /// The claims that were left open are made now, on the rows and by the clocks as they are now.
  mutating func answerClaims() {
    let projects = unansweredClaims
    unansweredClaims = []
    for project in projects { follow(claim(project)) }
  }

  private var isShowing: Bool { isServerThere && serverAccepts && !isPaused }

  private mutating func show(_ warnings: [Deadlines.Warning]) -> [Effect] {
    warnings.flatMap { warning in
      guard isShowing else { return schedule.handle(.warningRefused(warning), at: now) }
      shown.append((warning, now))
      return schedule.handle(.warningAccepted(warning), at: now)
    }
  }

  private mutating func claim(_ project: Project) -> [Effect] {
    guard var row = rows[project.id] else { return schedule.handle(.projectRemoved(project.id), at: now) }
    if fileFails { return schedule.handle(.effectFailed(project.id), at: now) }
    let before = row
    do {
      try row.claim(seen: project, in: schedule.circumstances(of: project.id, at: now))
    } catch {
      if forged.contains(row.id) { return voidForged(row.id) }
      return schedule.handle(.claimLost(row, error), at: now)
    }
    rows[row.id] = row
    claimed.append((before, now))
    diary.append((.claimed(before), now))
    return schedule.handle(.claimWon(row), at: now)
  }

  /// A daemon that finds what another program wrote into the attempts of a row lets it prove nothing.
  private mutating func voidForged(_ id: Project.ID) -> [Effect] {
    forged.remove(id)
    rows[id]?.attempts?.bootID = ""
    let effects = schedule.handle(.effectFailed(id), at: now)
    return effects + (rows[id].map { schedule.handle(.projectsChanged([$0]), at: now) } ?? [])
  }

  private mutating func write(
    _ id: Project.ID, _ rule: (inout Project) throws(Refusal) -> Void
  ) -> [Effect] {
    guard var row = rows[id] else { return schedule.handle(.projectRemoved(id), at: now) }
    if fileFails { return schedule.handle(.effectFailed(id), at: now) }
    do {
      let before = row
      try rule(&row)
      if row != before {
        row.updatedAt = now.wall
        mark = max(mark ?? now.wall, now.wall)
      }
      rows[id] = row
    } catch {
      // Found void: the row stays as it is.
    }
    return schedule.handle(.effectDone(rows[id] ?? row), at: now)
  }
}
