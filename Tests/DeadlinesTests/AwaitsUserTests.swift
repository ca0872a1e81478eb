import Deadlines
import Testing

/// A project taken over from another program never runs by itself: its deadline waits for the user.
@Suite struct AwaitsUserTests {
  let now = Moment.sample
  let policy = Policy()

  /// Held as overdue since three hours, warned an hour ago: without its mark it would be due.
  private var project: Project {
    var project = Project.sample()
    project.scheduledAt = now.wall - .hours(5)
    project.deadline = now.wall - .hours(3)
    project.status = .held
    project.holdReason = .overdue
    project.awaitsUser = true
    project.acceptance = Acceptance(
      generation: project.generation, bootID: now.bootID, awakeSeconds: now.awake.wholeSeconds - 3_600,
      wall: now.wall - .hours(1), offset: .zero)
    return project
  }

  @Test func withoutTheMarkItWouldRun() {
    var project = project
    project.awaitsUser = false
    #expect(project.standing(in: Circumstances(now: now, policy: policy)) == .due)
  }

  @Test(arguments: [ProjectStatus.held, .scheduled], [true, false])
  func pastItsDeadlineItIsBarred(status: ProjectStatus, required: Bool) {
    var project = project
    project.status = status
    project.holdReason = status == .held ? .overdue : nil
    var circumstances = Circumstances(now: now, policy: policy)
    circumstances.policy.notificationsRequired = required
    #expect(project.standing(in: circumstances) == .barred(.overdue, until: nil))
    #expect(project.due(at: now, policy: circumstances.policy) == nil)
    #expect(throws: Refusal.guardNotMet(.notOverdue)) {
      try project.checkClaim(seen: project, in: circumstances)
    }
  }

  /// The warning names no time, because none would be kept.
  @Test func itsUserIsAskedOnce() throws {
    var project = project
    project.acceptance = nil
    var schedule = Schedule(policy: policy)
    _ = schedule.handle(.serverCame, at: now)
    let effects = schedule.handle(.loaded([project]), at: now)
    #expect(effects == [.warn(Warning(project: project, kind: .abandoned, offset: .zero, due: nil))])
  }

  @Test func beforeItsDeadlineNothingIsAnnounced() {
    var project = project
    project.status = .scheduled
    project.holdReason = nil
    project.acceptance = nil
    project.deadline = now.wall + .minutes(10)
    var schedule = Schedule(policy: policy)
    _ = schedule.handle(.serverCame, at: now)
    #expect(schedule.handle(.loaded([project]), at: now).isEmpty)
    #expect(schedule.nextWake == project.deadline)
  }

  @Test func theUserDecides() throws {
    var extended = project
    try extended.extend(by: .hours(1), at: now, policy: Policy())
    #expect(!extended.awaitsUser && extended.status == .scheduled)
    var resumed = project
    try resumed.resume(at: now, policy: policy)
    #expect(!resumed.awaitsUser && resumed.status == .scheduled)
    var cancelled = project
    try cancelled.cancel(at: now)
    #expect(!cancelled.awaitsUser)
  }

  /// Its deadline is kept or moved by the same rule as that of any project that is resumed.
  @Test(arguments: [(90, 90), (2, 120), (-30, 120)] as [(Int64, Int64)])
  func resumingBeforeItsDeadlineLetsItRun(left: Int64, then: Int64) throws {
    var project = project
    project.status = .scheduled
    project.holdReason = nil
    project.deadline = now.wall + .minutes(left)
    let asked = project
    try project.resume(at: now, policy: policy)
    #expect(!project.awaitsUser && project.status == .scheduled)
    #expect(project.deadline == now.wall + .minutes(then))
    #expect(project.generation == asked.generation.next && project.acceptance == nil)
    #expect(throws: Refusal.wrongState(.scheduled, action: "resume")) {
      try project.resume(at: now, policy: policy)
    }
  }

  /// To postpone is not to decide.
  @Test func postponingKeepsTheMark() throws {
    var project = project
    project.status = .scheduled
    project.holdReason = nil
    project.deadline = now.wall + .minutes(10)
    try project.extend(by: .hours(1), at: now, policy: Policy())
    #expect(project.awaitsUser)
    try project.renew(after: Generation(7), at: now)
    #expect(project.awaitsUser)
    try project.hold(.invalid, seen: project, at: .sample)
    try project.settle(seen: project)
    #expect(project.awaitsUser)
  }
}
