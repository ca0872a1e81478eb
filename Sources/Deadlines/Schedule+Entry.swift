extension Schedule {
  /// A project and what the schedule remembers about it that is not in the file.
  struct Entry: Sendable {
    var project: Project
    /// How many effects were asked for and not yet answered.
    var unanswered = 0
    /// A warning was handed out and not yet answered.
    var warningInFlight: Warning?
    /// A warning of ours stands on the screen, made for this generation.
    var onScreen: Warning?
    /// An acceptance that is not known to be in the file yet.
    var unrecorded: Acceptance?
    /// A warning that stood on the screen of a server that is gone, and that no other has accepted since.
    var lost: Warning?
    /// A reminder was handed out and not yet answered.
    var isReminderInFlight = false
    /// When it was held or failed, on the clock that never jumps, and for which beginning that was worked out.
    var stall: (since: Timestamp?, sinceBoot: Duration)?
    /// After an effect that failed: nothing before this awake time.
    var restsUntil: Duration?
    /// After a warning that was refused: no other before this awake time.
    var warnsAgainAt: Duration?
    /// After a reminder that was refused: no other before this time since boot.
    var remindsAgainAt: Duration?
    /// The awake time since which it has waited for a place; nil while it does not.
    var queuedAt: Duration?
    /// Its teardown has said nothing for longer than it may.
    var isSilent = false
    /// How long it waited for a place before that, in this run of being due.
    var waited: Duration = .zero
    /// Guards that keep it waiting in this generation and have been spoken of.
    var told: Set<Guard> = []
  }

  /// How long a refused warning or a failed effect rests before it is tried again.
  public static let rest: Duration = .seconds(30)

  mutating func take(_ project: Project, isAnswer: Bool = false, at now: Moment) -> [Effect] {
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
    if let known, isChanged, !isAnswer, project.generation <= known.generation, project.status.awaitsDeadline
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
    waited + (queuedAt.map { now.awake - $0 } ?? .zero)
  }

  /// It does not wait for a place any more, but for something else: from here on it gets late.
  mutating func stopWaiting(at now: Moment) {
    waited = queuedFor(at: now)
    queuedAt = nil
  }
}
