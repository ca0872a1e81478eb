extension Schedule {
  /// Looks at one project: asks the rules where it stands and says what follows from it.
  mutating func look(at id: Project.ID, at now: Moment) -> [Effect] {
    agenda.remove(id)
    guard let entry = entries[id], entry.unanswered == 0 else { return [] }
    if let restsUntil = entry.restsUntil, now.awake < restsUntil {
      agenda.set(id, at: now.wall(whenAwake: restsUntil))
      return []
    }
    let project = entry.project
    let standing = project.standing(in: circumstances(of: id, at: now))
    if standing != .due { leaveQueue(id) }
    switch standing {
    case .atRest:
      return []
    case .unseen:
      return ask(.firstSight(project), for: id)
    case .barred(let reason, let until):
      guard project.status == .held, project.holdReason == reason else {
        // The warning may only be on its way: the user is told of a hold when it has been refused.
        let mayYetBeWarned = reason == .unwarned && isServerThere && entry.warnsAgainAt == nil
        return mayYetBeWarned ? warnWhileHeld(entry, reason, at: now) : ask(.hold(project, reason), for: id)
      }
      if let until { agenda.set(id, at: until) }
      return warnWhileHeld(entry, reason, at: now)
    case .waiting(let unmet, let until):
      if project.status == .held, project.holdReason != .overdue || unmet == .deadlineReached {
        return ask(.settle(project), for: id)
      }
      agenda.set(id, at: until)
      return unmet == .deadlineReached ? warnBeforeDeadline(entry, at: now) : []
    case .due:
      if project.status == .held, project.holdReason != .overdue {
        return ask(.settle(project), for: id)
      }
      return enqueue(id, at: now)
    }
  }

  private mutating func enqueue(_ id: Project.ID, at now: Moment) -> [Effect] {
    guard let entry = entries[id], let deadline = entry.project.deadline else { return [] }
    if entry.queuedSince == nil { entries[id]?.queuedSince = now.wall }
    queue.set(id, at: deadline)
    return []
  }

  /// Claims what is due, in deadline order, while there are places.
  mutating func startQueued(at now: Moment) -> [Effect] {
    var effects: [Effect] = []
    while underWay.count < max(1, policy.maximumConcurrent),
      let id = queue.popFirst(upTo: Timestamp(.max)), let entry = entries[id]
    {
      let circumstances = circumstances(of: id, at: now)
      guard entry.project.standing(in: circumstances) == .due else {
        effects += look(at: id, at: now)
        continue
      }
      underWay.insert(id)
      effects += ask(.claim(entry.project, circumstances), for: id)
    }
    return effects
  }
}
