import Deadlines
import Testing

@Suite struct ProjectRulesTests {
  let now = Moment.sample

  @Test(arguments: [(600, 600 + 900), (-600, 900)] as [(Int64, Int64)])
  func extendCountsFromTheLaterOfNowAndDeadline(deadline: Int64, expected: Int64) throws {
    var project = Project.warned(.scheduled, deadline: deadline)
    project.scheduledAt = now.wall - .hours(1)
    try project.extend(by: .minutes(15), offered: Generation(7), at: now, policy: Policy())
    // Warnings are planned from here, or one that is long over would be shown at once.
    #expect(project.scheduledAt == now.wall)
    #expect(project.deadline == now.wall + .seconds(expected))
    #expect(project.generation == Generation(8))
    #expect(project.acceptance == nil)
  }

  @Test(arguments: [HoldReason.overdue, .unwarned])
  func extendSettlesWhatMoreTimeSettles(reason: HoldReason) throws {
    var project = Project.warned(.held, reason)
    try project.extend(by: .hours(1), at: now, policy: Policy())
    #expect(project.status == .scheduled)
    #expect(project.holdReason == nil)
  }

  /// Reminders of what is meant to stay are counted from the deadline, so they begin anew with it; others go on.
  @Test(arguments: [HoldReason.invalid, .untrusted, .protected, .interrupted])
  func extendLeavesOtherHolds(reason: HoldReason) throws {
    var project = Project.warned(.held, reason)
    project.remindedOffset = .hours(1)
    try project.extend(by: .hours(1), at: now, policy: Policy())
    #expect(project.status == .held)
    #expect(project.holdReason == reason)
    let isDaily = reason == .untrusted || reason == .protected
    #expect(project.remindedOffset == (isDaily ? nil : .hours(1)))
  }

  @Test func extendSchedulesAFailedOneAnew() throws {
    var project = Project.warned(.failed)
    try project.extend(by: .hours(1), at: now, policy: Policy())
    #expect(project.status == .scheduled)
  }

  @Test(arguments: [
    (ProjectStatus.destroying, nil), (.destroyed, nil), (.cancelled, nil), (.held, HoldReason.clock),
  ])
  func extendIsRefusedWhereThereIsNothingToMove(status: ProjectStatus, reason: HoldReason?) {
    var project = Project.warned(status, reason)
    let before = project
    #expect(throws: Refusal.notExtendable(status, reason)) {
      try project.extend(by: .hours(1), at: now, policy: Policy())
    }
    #expect(project == before)
  }

  @Test(arguments: [Duration.zero, .milliseconds(900), .seconds(-5), .days(30) + .seconds(1)])
  func extendHasLimits(duration: Duration) {
    var project = Project.warned(.scheduled)
    #expect(throws: Refusal.limitExceeded(limit: .days(30))) {
      try project.extend(by: duration, at: now, policy: Policy())
    }
  }

  @Test(arguments: [ProjectStatus.scheduled, .held, .failed])
  func cancelGivesUp(status: ProjectStatus) throws {
    var project = Project.warned(status, status == .held ? .overdue : nil)
    try project.cancel(at: now)
    #expect(project.status == .cancelled)
    #expect(project.holdReason == nil)
    #expect(project.generation == Generation(8))
  }

  @Test(arguments: [ProjectStatus.destroyed, .cancelled])
  func cancelIsRefusedWhereItIsTooLate(status: ProjectStatus) {
    var project = Project.warned(status)
    #expect(throws: Refusal.wrongState(status, action: "cancel")) { try project.cancel(at: now) }
  }

  @Test(arguments: [(7_000, 7_000), (200, 7_200), (-50, 7_200)] as [(Int64, Int64)])
  func resumeKeepsADeadlineFurtherOffThanTheNotice(deadline: Int64, expected: Int64) throws {
    var project = Project.warned(.cancelled, deadline: deadline)
    try project.resume(at: now, policy: Policy())
    #expect(project.status == .scheduled)
    #expect(project.deadline == now.wall + .seconds(expected))
  }

  @Test(arguments: [
    (ProjectStatus.scheduled, nil), (.destroying, nil), (.held, HoldReason.invalid), (.held, .unwarned),
    (.held, .untrusted), (.held, .protected),
  ])
  func resumeIsRefusedWhereThereIsNothingToResume(status: ProjectStatus, reason: HoldReason?) {
    var project = Project.warned(status, reason)
    #expect(throws: Refusal.wrongState(status, action: "resume")) {
      try project.resume(at: now, policy: Policy())
    }
  }

  /// A row that another program robs of its deadline keeps its life; only what is missing is set.
  @Test func firstSightSetsOnlyWhatIsMissing() throws {
    var project = Project.warned(.scheduled)
    let before = project
    let later = now.after(.hours(1))
    project.livesSince = now.wall
    try project.noteFirstSight(of: project, at: later)
    #expect(project.deadline == before.deadline && project.scheduledAt == now.wall)
    #expect(project.livesSince == now.wall)
    project.deadline = nil
    project.scheduledAt = nil
    try project.noteFirstSight(of: project, at: later)
    #expect(project.deadline == later.wall + .hours(2) && project.scheduledAt == later.wall)
    #expect(project.livesSince == now.wall)
  }

  @Test func onlyTheFirstAcceptanceCountsForTheNotice() throws {
    var project = Project.warned(.scheduled)
    let later = Acceptance(
      generation: Generation(7), bootID: "boot-1", awakeSeconds: 99, wall: now.wall, offset: .minutes(1))
    try project.note(later, seen: project)
    #expect(project.acceptance?.awakeSeconds == 1)
    #expect(project.acceptance?.offset == .minutes(1))
    // The answer to an earlier warning may come after that to a later one, which must not be shown again.
    var late = later
    late.offset = .minutes(60)
    try project.note(late, seen: project)
    #expect(project.acceptance?.offset == .minutes(1))
    var rebooted = later
    rebooted.bootID = "boot-2"
    try project.note(rebooted, seen: project)
    #expect(project.acceptance == rebooted)
  }

  @Test(arguments: [
    ("soon", "/tmp/x", "true", Flaw.timeout("soon", .unreadable("soon"))),
    ("1h", "relative", "true", .path("relative")), ("1h", "", "true", .path("")),
    ("1h", "/a\u{0}b", "true", .path("/a\u{0}b")), ("1h", "/tmp", " \n", .command),
    ("1h", "/tmp", "a\u{0}b", .command),
  ])
  func rowsThatMakeNoSense(timeout: String, path: String, command: String, flaw: Flaw) {
    var project = Project.sample(timeout: timeout)
    project.path = path
    project.command = command
    #expect(project.flaw == flaw)
  }

  @Test func noLifeIsLongerThanTheSettingsAllow() throws {
    var policy = Policy()
    policy.maximumLifetime = .hours(8)
    var project = Project.sample(now: now)
    project.deadline = now.wall + .hours(2)
    project.livesSince = now.wall - .hours(1)
    let latest = now.wall + .hours(7)
    #expect(throws: Refusal.lifetimeExceeded(limit: .hours(8), latest: latest)) {
      try project.extend(by: .hours(5) + .seconds(1), at: now, policy: policy)
    }
    try project.extend(by: .hours(5), at: now, policy: policy)
    #expect(project.deadline == latest)
    // A life that is begun anew counts from there; one whose timeout is too long cannot be.
    try project.cancel(at: now)
    let later = now.after(.days(2))
    try project.resume(at: later, policy: policy)
    #expect(project.livesSince == later.wall)
    try project.cancel(at: later)
    project.timeout = "9 hours"
    #expect(throws: Refusal.lifetimeExceeded(limit: .hours(8), latest: later.wall + .hours(8))) {
      try project.resume(at: later, policy: policy)
    }
    #expect(project.status == .cancelled)
  }

  /// Reminders count from when it was held for this reason, not for the one before.
  @Test func anotherReasonBeginsAnotherStall() throws {
    var project = Project.sample(now: now)
    try project.hold(.unwarned, because: .noServer, seen: project, at: now)
    project.remindedOffset = .hours(1)
    let later = now.after(.hours(2))
    try project.hold(.unwarned, because: .paused, seen: project, at: later)
    #expect(project.stalledSince == now.wall && project.remindedOffset == .hours(1))
    try project.hold(.overdue, seen: project, at: later)
    #expect(project.stalledSince == later.wall && project.remindedOffset == nil)
  }

  @Test(arguments: [ProjectStatus.destroying, .destroyed, .failed, .cancelled])
  func noGenerationIsBegunWhereNoDeadlineDecides(status: ProjectStatus) {
    var project = Project.sample(now: now)
    project.status = status
    #expect(throws: Refusal.wrongState(status, action: "renew")) {
      try project.renew(after: Generation(4), at: now)
    }
  }
}

extension Project {
  /// One in its seventh generation, of whose deadline in ten minutes its user has been warned.
  static func warned(
    _ status: ProjectStatus, _ reason: HoldReason? = nil, deadline: Int64? = 600, now: Moment = .sample
  ) -> Project {
    var project = Project.sample(now: now)
    project.status = status
    project.holdReason = reason
    project.generation = Generation(7)
    project.scheduledAt = now.wall
    project.deadline = deadline.map { now.wall + .seconds($0) }
    project.acceptance = Acceptance(
      generation: Generation(7), bootID: "boot-1", awakeSeconds: 1, wall: now.wall, offset: .minutes(5))
    return project
  }
}
