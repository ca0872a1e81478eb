/// The schedule as a state machine: it is told what happened and when, and answers with what is to be done.
///
/// It knows no clock and does no I/O. The shell answers every effect that writes to the file with the row as it is
/// after it (``ScheduleEvent/effectDone(_:)``, or the events of a claim) or with ``ScheduleEvent/effectFailed(_:)``;
/// until then the project is left alone, so no effect is ever asked for twice.
///
/// An event about one project costs O(log n) in the number of projects. One that concerns all of them (a clock that is
/// set, a server that comes) looks only at those whose deadline has passed or that are owed a warning; other settings,
/// and a clock that is set back or can no longer be believed, look at all.
public struct Schedule: Sendable {
  /// The settings in force.
  public private(set) var policy: Policy
  /// When to tell the schedule that time has passed; nil if nothing is ever due.
  public internal(set) var nextWake: Timestamp?

  var entries: [Project.ID: Entry] = [:]
  /// When each project wants to be looked at, by the wall clock.
  var agenda = Agenda()
  /// When reminders are due, by the clock that never jumps: whole seconds since the machine booted.
  var reminders = Agenda()
  /// Projects that are due and wait for a place, by deadline.
  var queue = Agenda()
  /// Projects that were queued by the present event.
  var newlyQueued: Set<Project.ID> = []
  /// Projects whose teardown is claimed or under way.
  var underWay: Set<Project.ID> = []
  /// Projects for which more than their own next time counts: past their deadline, held, or owed a warning.
  var restless: Set<Project.ID> = []
  /// Projects whose warning stands on the screen.
  var onScreen: Set<Project.ID> = []
  /// Warnings to be shown once no effect is outstanding, so that those due together are shown together.
  var gathered: [Project.ID: Warning] = [:]
  var gatheredSince: Duration?
  /// Projects whose reminder is due.
  var remindable: Set<Project.ID> = []
  /// How many effects were asked for and not yet answered, of all projects.
  var outstanding = 0
  var isServerThere = false
  var isPaused = false
  /// Awake times at which a server came of late.
  var serverCame: [Duration] = []
  var trust: ClockTrust
  var doubt: ClockDoubt?
  var isDoubtTold = false
  /// The clocks as they were at the last event.
  var clocks: SeenClocks
  var toldClocks: SeenClocks

  /// A schedule without projects that believes no notification server to be there.
  ///
  /// - Parameters:
  ///   - trust: what the wall clock is held against.
  ///   - clocks: the clocks as another schedule saw them last.
  public init(
    policy: Policy = Policy(), trust: ClockTrust = ClockTrust(), clocks: SeenClocks = SeenClocks()
  ) {
    self.policy = policy
    self.trust = trust
    self.clocks = clocks
    toldClocks = clocks
  }

  /// Takes note of `event` and decides what is to be done at `now`, in order.
  public mutating func handle(_ event: ScheduleEvent, at now: Moment) -> [Effect] {
    switch event {
    case .clockVouched(let wall): trust.vouch(at: wall)
    case .clockMarked(let wall): trust.mark = max(trust.mark ?? wall, wall)
    default: break
    }
    var effects = noteClocks(at: now)
    if event.isWriteOfOurs { trust.note(now) }
    effects += take(event, at: now)
    while let id = agenda.popFirst(upTo: now.wall) { effects += look(at: id, at: now) }
    while let id = reminders.popFirst(upTo: now.secondsSinceBoot) { effects += look(at: id, at: now) }
    effects += startQueued(at: now)
    effects += tellDoubt()
    effects += showGathered(at: now)
    effects += remindTogether(at: now)
    nextWake = wake(after: now)
    return effects
  }

  private mutating func take(_ event: ScheduleEvent, at now: Moment) -> [Effect] {
    switch event {
    case .loaded(let projects):
      let present = Set(projects.map(\.id))
      var effects: [Effect] = []
      for id in entries.keys where !present.contains(id) { effects += remove(id) }
      for project in projects { effects += take(project, at: now) }
      return effects
    case .projectsChanged(let projects): return projects.flatMap { take($0, at: now) }
    case .executionEnded(let project), .userDecided(let project): return take(project, at: now)
    case .effectDone(let project), .claimWon(let project): return take(project, isAnswer: true, at: now)
    case .claimLost(let project, let refusal): return noteClaimLost(project, refusal, at: now)
    case .projectRemoved(let id): return remove(id)
    case .effectFailed(let id): return retryLater(id, at: now)
    case .claimDelayed(let id, let unmet): return noteClaimDelayed(id, unmet, at: now)
    case .teardownSilent(let id, let isSilent): return noteSilent(id, isSilent)
    case .warningAccepted(let warning): return noteAccepted(warning, at: now)
    case .warningRefused(let warning): return noteRefused(warning, at: now)
    case .reminded(let shown): return noteReminded(shown, at: now)
    case .reminderRefused(let refused): return noteReminderRefused(refused, at: now)
    case .serverCame: return noteServerCame(at: now)
    case .serverWent: return noteServerWent(at: now)
    case .notificationsPaused(let isPaused): return notePaused(isPaused, at: now)
    case .policyChanged(let changed):
      policy = changed
      return lookAtAll(at: now)
    case .clockChanged: return lookAtRestless(at: now)
    case .sleepAnnounced: return announceSleep(at: now)
    case .wokeUp: return noteWoke(at: now)
    case .clockVouched, .clockMarked, .timePassed: return []
    }
  }

  /// What the rules are told about a project besides its row.
  public func circumstances(of id: Project.ID, at now: Moment) -> Circumstances {
    var circumstances = Circumstances(
      now: now, policy: policy, clockDoubt: doubt, wokeAt: clocks.wokeAt,
      queuedFor: entries[id]?.queuedFor(at: now) ?? .zero)
    circumstances.trust = trust
    circumstances.isWarningWithheld = entries[id].map { withholdsWarning(of: $0.project, at: now) } ?? false
    return circumstances
  }

  private func wake(after now: Moment) -> Timestamp? {
    let reminder = canShow ? reminders.earliest.map { now.wall + ($0 - now.secondsSinceBoot) } : nil
    // The kernel does not tell when the clock becomes right without being set.
    let doubted = doubt != nil && !entries.isEmpty ? now.wall + Self.rest : nil
    let gathered = gatheredSince.map { now.wall(whenAwake: $0 + Self.gathering) }
    return [agenda.earliest, reminder, doubted, gathered].compactMap(\.self).min()
  }
}
