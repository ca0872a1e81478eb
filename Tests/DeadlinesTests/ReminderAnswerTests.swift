import Testing

@testable import Deadlines

/// What becomes of a reminder between the schedule and the server, effect by effect.
@Suite struct ReminderAnswerTests {
  private func reminded(of project: Project, after wait: Duration) -> (Schedule, [Reminder], Moment) {
    var schedule = Schedule.begun
    _ = schedule.handle(.serverCame, at: .sample)
    _ = schedule.handle(.projectsChanged([project]), at: .sample)
    let later = Moment.sample.after(wait)
    guard case .remind(let reminders)? = schedule.handle(.timePassed, at: later).first else {
      Issue.record("not reminded")
      return (schedule, [], later)
    }
    return (schedule, reminders, later)
  }

  private func stalled(_ reason: HoldReason) -> Project {
    var project = Project.sample()
    project.scheduledAt = Moment.sample.wall
    project.deadline = Moment.sample.wall + .minutes(15)
    project.interrupt(at: .sample)
    project.holdReason = reason
    if reason == .untrusted {
      project.isInterrupted = false
      project.source = .file
      project.file = FileStanding(consent: .unasked)
    }
    return project
  }

  /// An extension while the server is asked neither repeats the reminder nor ends what comes after it.
  @Test func anAnswerAfterAnExtensionStillCounts() throws {
    let project = stalled(.interrupted)
    var (schedule, reminders, now) = reminded(of: project, after: .minutes(15))
    var extended = project
    try extended.extend(by: .hours(1), at: now, policy: Policy())
    _ = schedule.handle(.userDecided(extended), at: now)
    #expect(schedule.handle(.reminded(reminders), at: now) == [.recordReminder(extended, .minutes(15))])
    extended.remindedOffset = .minutes(15)
    _ = schedule.handle(.effectDone(extended), at: now)
    #expect(schedule.nextWake == Moment.sample.wall + .hours(1))
  }

  /// A reminder of an old deadline says nothing of a new one.
  @Test func anAnswerAboutAnotherDeadlineEndsNothing() throws {
    let project = stalled(.untrusted)
    var (schedule, reminders, now) = reminded(of: project, after: .minutes(15))
    var extended = project
    try extended.extend(by: .hours(1), at: now, policy: Policy())
    _ = schedule.handle(.userDecided(extended), at: now)
    #expect(schedule.handle(.reminded(reminders), at: now).isEmpty)
    #expect(schedule.nextWake == extended.deadline)
  }

  /// A server that is not asked cannot refuse, so here the effects themselves are counted; nor is anybody woken in vain.
  @Test(arguments: ["no server", "paused", "disabled"])
  func whereNobodyWouldSeeThemNoneIsHandedOut(why: String) {
    var policy = Policy()
    policy.notificationsEnabled = why != "disabled"
    var schedule = Schedule.begun
    var project = Project.sample()
    project.fail(at: .sample)
    for event in [.policyChanged(policy), why == "no server" ? .serverWent : .serverCame]
      as [ScheduleEvent]
    {
      _ = schedule.handle(event, at: .sample)
    }
    if why == "paused" { _ = schedule.handle(.notificationsPaused(true), at: .sample) }
    #expect(schedule.handle(.projectsChanged([project]), at: .sample).isEmpty)
    #expect(schedule.nextWake == nil)
    #expect(schedule.handle(.timePassed, at: Moment.sample.after(.hours(2))).isEmpty)
    #expect(schedule.nextWake == nil)
  }

  /// A reminder that the old server never answered for is owed to the next one.
  @Test func aServerThatGoesWithoutAnAnswer() {
    var project = Project.sample()
    project.fail(at: .sample)
    var (schedule, reminders, now) = reminded(of: project, after: .minutes(15))
    _ = schedule.handle(.serverWent, at: now)
    #expect(schedule.handle(.serverCame, at: now) == [.remind(reminders)])
  }

  /// That the old server refused it binds no other.
  @Test func aNewServerIsAskedAtOnce() {
    var project = Project.sample()
    project.fail(at: .sample)
    var (schedule, reminders, now) = reminded(of: project, after: .minutes(15))
    #expect(schedule.handle(.reminderRefused(reminders), at: now).isEmpty)
    #expect(schedule.handle(.serverCame, at: now) == [.remind(reminders)])
  }

  /// Until it is answered the same is not handed out once more.
  @Test func whatIsOnItsWayIsNotRepeated() {
    var project = Project.sample()
    project.fail(at: .sample)
    var (schedule, reminders, now) = reminded(of: project, after: .minutes(15))
    #expect(reminders.count == 1)
    #expect(schedule.handle(.clockChanged, at: now).isEmpty)
  }

  /// What was shown of a stall that is over says nothing of the next, nor of another row.
  @Test func anAnswerAboutAnotherStallEndsNothing() {
    let changes: [(inout Project) -> Void] = [
      { $0.stalledSince = Moment.sample.wall + .minutes(14) }, { $0.holdReason = .invalid },
      { $0.createdAt = Moment.sample.wall - .days(1) },
    ]
    for change in changes {
      var project = stalled(.interrupted)
      var (schedule, reminders, now) = reminded(of: project, after: .minutes(15))
      change(&project)
      project.generation = project.generation.next
      project.timeout = project.holdReason == .invalid ? "soon" : project.timeout
      _ = schedule.handle(.userDecided(project), at: now)
      for effect in schedule.handle(.reminded(reminders), at: now) {
        guard case .recordReminder = effect else { continue }
        Issue.record("counted: \(effect)")
      }
    }
  }

  /// The clock was set back after a reminder was shown, and the daemon began anew: the next is counted from that.
  @Test func whatWasShownTellsHowLongItHasStalled() {
    var project = Project.sample()
    project.fail(at: .sample)
    project.remindedOffset = .hours(1)
    var schedule = Schedule.begun
    _ = schedule.handle(.serverCame, at: .sample)
    #expect(schedule.handle(.loaded([project]), at: .sample).isEmpty)
    #expect(schedule.nextWake == Moment.sample.wall + .hours(4))
  }

  /// A project with an effect outstanding is left alone; what is said of it would be of the state before.
  @Test func whatIsBeingHeldAnewIsNotBroughtUp() {
    var project = stalled(.interrupted)
    project.timeout = "soon"
    var schedule = Schedule.begun
    let now = Moment.sample.after(.minutes(15))
    _ = schedule.handle(.serverCame, at: now)
    #expect(schedule.handle(.loaded([project]), at: now) == [.hold(project, .invalid, nil)])
  }

  /// Nothing of those that are on their way wakes the daemon.
  @Test func whatIsNamedEarlyIsNotWaitedFor() {
    var schedule = Schedule.begun
    let projects = ([1, 2] as [Int64]).map { id in
      var project = Project.sample(id: id)
      project.fail(at: Moment.sample.after(.minutes(id)))
      return project
    }
    _ = schedule.handle(.serverCame, at: .sample)
    _ = schedule.handle(.loaded([projects[0]]), at: Moment.sample.after(.minutes(1)))
    _ = schedule.handle(.projectsChanged(projects), at: Moment.sample.after(.minutes(2)))
    let effects = schedule.handle(.timePassed, at: Moment.sample.after(.minutes(16)))
    #expect(effects == [.remind(projects.map { Reminder(project: $0, offset: .minutes(15)) })])
    #expect(schedule.nextWake == nil && schedule.remindable.isEmpty)
  }

  /// Withheld by a pause, and settled meanwhile.
  @Test func whoDecidesInAPauseIsLeftAlone() throws {
    var schedule = Schedule.begun
    var project = Project.sample()
    project.fail(at: .sample)
    let now = Moment.sample.after(.minutes(20))
    _ = schedule.handle(.serverCame, at: .sample)
    _ = schedule.handle(.notificationsPaused(true), at: .sample)
    _ = schedule.handle(.projectsChanged([project]), at: .sample)
    _ = schedule.handle(.timePassed, at: now)
    #expect(schedule.remindable == [project.id])
    try project.cancel(at: now)
    _ = schedule.handle(.userDecided(project), at: now)
    #expect(schedule.remindable.isEmpty)
  }

  /// A failure at a time that is still to come was written by a clock that was wrong then.
  @Test func aFailureFromAheadIsBroughtUpAsIfItWereNew() {
    var project = Project.sample()
    project.fail(at: Moment.sample.after(.days(400)))
    let (_, reminders, _) = reminded(of: project, after: .minutes(15))
    #expect(reminders.map(\.offset) == [.minutes(15)])
  }
}
