extension Schedule {
  /// Looks at one project: asks the rules where it stands and says what follows from it.
  mutating func look(at id: Project.ID, at now: Moment) -> [Effect] {
    agenda.remove(id)
    guard let entry = entries[id] else { return [] }
    restless.insert(id)
    guard entry.unanswered == 0 else { return [] }
    if let restsUntil = entry.restsUntil, now.awake < restsUntil {
      agenda.set(id, at: now.wall(whenAwake: restsUntil))
      return []
    }
    planReminder(of: id, at: now)
    let project = entry.project
    // It has been shown: to show it again because the disk is full would help nobody.
    if let unrecorded = entry.unrecorded { return ask(.recordAcceptance(project, unrecorded), for: id) }
    let standing = project.standing(in: circumstances(of: id, at: now))
    switch standing {
    case .due: break
    // It is due but for the moment after waking, and that moment is no lateness either.
    case .waiting(.settledAfterWake, _): queue.remove(id)
    default: leaveQueue(id)
    }
    switch standing {
    case .atRest:
      if !project.status.isStalled { restless.remove(id) }
      return []
    case .lapsed:
      return ask(.endAttempts(project), for: id)
    case .unseen:
      return ask(.firstSight(project), for: id)
    case .barred(let reason, let until):
      return bar(entry, reason, until: until, at: now)
    case .waiting(let unmet, let until):
      if project.isSettled(by: unmet) { return ask(.settle(project), for: id) }
      agenda.set(id, at: until)
      // Its user was warned before the first attempt, and told of the failure.
      if project.isBetweenAttempts { return [] }
      let isCalm = isNothingOwed(entry, due: until, at: now)
      guard unmet == .deadlineReached else {
        // A moment's wait comes of whole seconds, and is no news.
        return until - now.wall > .seconds(5) ? tell(unmet, of: entry, until: until) : []
      }
      if isCalm { restless.remove(id) }
      return []
    case .due:
      if project.status == .held, project.holdReason != .overdue {
        return ask(.settle(project), for: id)
      }
      if entry.queuedAt == nil {
        entries[id]?.queuedAt = now.awake
        newlyQueued.insert(id)
      }
      queue.set(id, at: project.deadline ?? now.wall)
      return []
    }
  }

  private mutating func bar(
    _ entry: Entry, _ reason: HoldReason, until: Timestamp?, at now: Moment
  ) -> [Effect] {
    let project = entry.project
    let silence = reason == .unwarned ? silence(about: entry) : nil
    // A warning that is only on its way is no news: the user is told of a hold when it has been refused.
    let isKnown =
      project.status == .held && project.holdReason == reason
      && (silence == nil || silence == project.silence)
    let mayYetBeWarned = reason == .unwarned && silence == nil && project.status == .scheduled
    guard isKnown || mayYetBeWarned else { return ask(.hold(project, reason, silence), for: project.id) }
    if let until { agenda.set(project.id, at: until) }
    warnWhileHeld(entry, reason, at: now)
    return []
  }

  /// Claims what is due, in deadline order, while there are places; what has to wait is told so once.
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
      entries[id]?.stopWaiting(at: now)
      effects += ask(.claim(entry.project, circumstances), for: id)
    }
    let waiting = newlyQueued.filter(queue.contains).sorted()
    newlyQueued = []
    return effects + waiting.flatMap { id in entries[id].map { tell(.placeFree, of: $0, until: nil) } ?? [] }
  }

  /// Says once in a generation that a guard keeps a project waiting past its deadline.
  private mutating func tell(_ unmet: Guard, of entry: Entry, until: Timestamp?) -> [Effect] {
    guard entries[entry.project.id]?.told.insert(unmet).inserted == true else { return [] }
    return [.delay(entry.project, unmet, until: until)]
  }

  mutating func noteClaimLost(_ project: Project, _ refusal: Refusal, at now: Moment) -> [Effect] {
    // The row changed between the look and the claim.
    var effects = take(project, isAnswer: true, isForeign: true, at: now)
    if case .guardNotMet(let unmet) = refusal, let entry = entries[project.id] {
      effects += tell(unmet, of: entry, until: nil)
    }
    return effects
  }

  /// Something that only the shell can see keeps it from being claimed: it is told once, and tried again.
  mutating func noteClaimDelayed(_ id: Project.ID, _ unmet: Guard, at now: Moment) -> [Effect] {
    let effects = retryLater(id, at: now)
    // That is waiting for a place, only that the shell counts others.
    if unmet == .placeFree { entries[id]?.queuedAt = now.awake }
    return effects + (entries[id].map { tell(unmet, of: $0, until: nil) } ?? [])
  }

  /// A teardown past its limit gives back its place, and takes it again when it is heard of.
  mutating func noteSilent(_ id: Project.ID, _ isSilent: Bool) -> [Effect] {
    guard let entry = entries[id], entry.project.isRunning else { return [] }
    entries[id]?.isSilent = isSilent
    if isSilent { underWay.remove(id) } else { underWay.insert(id) }
    return []
  }

  mutating func lookAtAll(at now: Moment) -> [Effect] {
    entries.keys.sorted().flatMap { look(at: $0, at: now) }
  }

  mutating func lookAtRestless(at now: Moment) -> [Effect] {
    restless.sorted().flatMap { look(at: $0, at: now) }
  }
}

extension Project {
  /// Whether a hold is over because only time is missing now.
  fileprivate func isSettled(by unmet: Guard) -> Bool {
    status == .held && (holdReason != .overdue || unmet == .deadlineReached)
  }
}
