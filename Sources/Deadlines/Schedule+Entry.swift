extension Schedule {
  /// How long a refused warning or a failed effect rests before it is tried again.
  public static let rest: Duration = .seconds(30)

  /// - Parameters:
  ///   - isAnswer: whether it answers an effect.
  ///   - isForeign: whether another hand may have changed the row, so that earlier warnings are void.
  mutating func take(
    _ project: Project, isAnswer: Bool = false, isForeign: Bool? = nil, at now: Moment
  ) -> [Effect] {
    var effects: [Effect] = []
    let known = entries[project.id]?.project
    let isChanged = known.map { !project.isUnchanged(since: $0) } ?? false
    let isWarningVoid = isChanged || !project.status.awaitsDeadline
    if isWarningVoid {
      leaveQueue(project.id)
      effects += forgetWarning(of: project.id)
    }
    var entry = entries[project.id] ?? Entry(project: project)
    entry.project = project
    if isAnswer, entry.unanswered > 0 {
      entry.unanswered -= 1
      outstanding -= 1
      entry.unrecorded = nil
    }
    entries[project.id] = entry
    // What is known of one attempt says nothing of the next, which another program of ours may have begun meanwhile.
    if !project.isInSameAttempt(as: known) { entries[project.id]?.isSilent = false }
    let takesPlace = project.isRunning && entries[project.id]?.isSilent == false
    if takesPlace { underWay.insert(project.id) } else { underWay.remove(project.id) }
    // Also between attempts, where a hook may be another now than the one that its user knew.
    if let known, isChanged, isForeign ?? !isAnswer, project.generation <= known.generation,
      project.mayBeRenewed
    {
      return effects + ask(.renew(project, after: known.generation), for: project.id)
    }
    return effects + look(at: project.id, at: now)
  }

  /// What was shown, or tried, or told of the project speaks of another generation.
  private mutating func forgetWarning(of id: Project.ID) -> [Effect] {
    guard entries[id] != nil else { return [] }
    entries[id]?.warningInFlight = nil
    entries[id]?.onScreen = nil
    entries[id]?.unrecorded = nil
    entries[id]?.lost = nil
    entries[id]?.restsUntil = nil
    entries[id]?.warnsAgainAt = nil
    entries[id]?.told = []
    gathered[id] = nil
    return onScreen.remove(id) == nil ? [] : [.withdraw(id)]
  }

  mutating func remove(_ id: Project.ID) -> [Effect] {
    let effects = forgetWarning(of: id)
    guard let entry = entries.removeValue(forKey: id) else { return [] }
    outstanding -= entry.unanswered
    agenda.remove(id)
    reminders.remove(id)
    queue.remove(id)
    underWay.remove(id)
    restless.remove(id)
    remindable.remove(id)
    return effects
  }

  mutating func retryLater(_ id: Project.ID, at now: Moment) -> [Effect] {
    guard var entry = entries[id] else { return [] }
    if entry.unanswered > 0 {
      entry.unanswered -= 1
      outstanding -= 1
    }
    entry.restsUntil = now.awake + Self.rest
    entry.stopWaiting(at: now)
    entries[id] = entry
    queue.remove(id)
    if !entry.project.isRunning { underWay.remove(id) }
    return look(at: id, at: now)
  }

  mutating func leaveQueue(_ id: Project.ID) {
    queue.remove(id)
    entries[id]?.queuedAt = nil
    entries[id]?.waited = .zero
  }

  /// Asks for an effect and leaves the project alone until it is answered.
  mutating func ask(_ effect: Effect, for id: Project.ID) -> [Effect] {
    entries[id]?.unanswered += 1
    outstanding += 1
    agenda.remove(id)
    return [effect]
  }
}

extension Schedule.Entry {
  /// How long it has waited for a place, awake.
  func queuedFor(at now: Moment) -> Duration {
    self.waited + (self.queuedAt.map { now.awake - $0 } ?? .zero)
  }

  /// It does not wait for a place any more, but for something else: from here on it gets late.
  mutating func stopWaiting(at now: Moment) {
    self.waited = queuedFor(at: now)
    self.queuedAt = nil
  }
}
