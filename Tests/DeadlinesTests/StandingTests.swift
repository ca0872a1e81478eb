import Deadlines
import Testing

/// The guards of "no unwarned destroy", one at a time: take one out of `standing(in:)` and its test fails.
@Suite struct StandingTests {
  let now = Moment.sample
  let policy = Policy()

  /// Due in every respect: deadline just passed, warned twenty minutes ago.
  private var due: Project {
    var project = Project.sample()
    project.scheduledAt = now.wall - .hours(2)
    project.deadline = now.wall
    project.acceptance = Acceptance(
      generation: project.generation, bootID: "boot-1", awakeSeconds: now.awake.wholeSeconds - 1_200,
      wall: now.wall - .minutes(20), offset: .minutes(15))
    return project
  }

  private func standing(_ adjust: (inout Project, inout Circumstances) -> Void) -> Standing {
    var project = due
    var circumstances = Circumstances(now: now, policy: policy)
    adjust(&project, &circumstances)
    return project.standing(in: circumstances)
  }

  @Test func everyGuardHolds() {
    #expect(standing { _, _ in } == .due)
  }

  @Test(arguments: [ProjectStatus.destroying, .destroyed, .failed, .cancelled])
  func atRest(status: ProjectStatus) {
    #expect(standing { project, _ in project.status = status } == .atRest)
  }

  @Test func notBeforeTheDeadline() {
    let deadline = now.wall + .seconds(1)
    #expect(
      standing { project, _ in project.deadline = deadline } == .waiting(.deadlineReached, until: deadline))
  }

  @Test func notUnwarned() {
    #expect(standing { project, _ in project.acceptance = nil } == .barred(.unwarned, until: nil))
  }

  @Test func notOnAWarningForAnotherGeneration() {
    #expect(
      standing { project, _ in project.generation = project.generation.next }
        == .barred(.unwarned, until: nil))
  }

  @Test func notOnAWarningOfAnotherBoot() {
    #expect(standing { _, now in now.now.bootID = "boot-2" } == .barred(.unwarned, until: nil))
  }

  /// What no program of ours writes counts for nothing.
  @Test(arguments: [-1, Int64.min, 6_000, Int64.max])
  func notOnAForgedWarning(awake: Int64) {
    #expect(
      standing { project, _ in project.acceptance?.awakeSeconds = awake } == .barred(.unwarned, until: nil))
  }

  @Test func notBeforeTheNoticeIsOver() {
    #expect(
      standing { project, _ in project.acceptance?.awakeSeconds = now.awake.wholeSeconds - 299 }
        == .waiting(.noticeGiven, until: now.wall + .seconds(1)))
  }

  /// Notice is time the machine was awake: ten minutes on the wall that it slept through count for nothing.
  @Test func sleepIsNoNotice() {
    #expect(
      standing { project, _ in
        project.acceptance?.awakeSeconds = now.awake.wholeSeconds - 60
        project.acceptance?.wall = now.wall - .minutes(6)
      } == .waiting(.noticeGiven, until: now.wall + .seconds(240)))
  }

  @Test(arguments: [(300, Standing.due), (301, .barred(.overdue, until: nil))] as [(Int64, Standing)])
  func notLongAfterTheDeadline(late: Int64, expected: Standing) {
    #expect(standing { project, _ in project.deadline = now.wall - .seconds(late) } == expected)
  }

  @Test func waitingInTheQueueIsNotLateness() {
    #expect(
      standing { project, circumstances in
        project.deadline = now.wall - .hours(1)
        circumstances.queuedFor = .hours(1)
      } == .due)
  }

  @Test func notRightAfterTheMachineWoke() {
    #expect(
      standing { _, circumstances in circumstances.wokeAt = now.awake - .seconds(119) }
        == .waiting(.settledAfterWake, until: now.wall + .seconds(1)))
    #expect(standing { _, circumstances in circumstances.wokeAt = now.awake - .seconds(120) } == .due)
  }

  @Test func notWhileTheUserHasToDecide() {
    #expect(
      standing { project, _ in
        project.status = .held
        project.holdReason = .interrupted
      } == .barred(.interrupted, until: nil))
  }

  @Test(arguments: Consent.allCases.filter { $0 != .allowed } + [nil])
  func notWhatNobodyAllowed(consent: Consent?) {
    for status in [ProjectStatus.scheduled, .held] {
      #expect(
        standing { project, _ in
          project.status = status
          project.source = .file
          project.file = consent.map { FileStanding(consent: $0) }
        } == .barred(.untrusted, until: nil))
    }
    #expect(
      standing { project, _ in
        project.source = .file
        project.file = FileStanding(consent: .allowed)
      } == .due)
  }

  @Test func notWhatIsProtected() {
    #expect(standing { project, _ in project.isProtected = true } == .barred(.protected, until: nil))
    #expect(
      standing { project, circumstances in
        circumstances.policy.protection.tags = ["keep"]
        project.tags = ["other", "keep"]
      } == .barred(.protected, until: nil))
  }

  /// Without settings that were ever read nobody knows what they would forbid.
  @Test func notWhileTheSettingsMakeNoSense() {
    #expect(
      standing { _, circumstances in circumstances.policy.settingsTrouble = "line 3" }
        == .barred(.invalid, until: nil))
  }

  @Test func notARowThatMakesNoSense() {
    #expect(standing { project, _ in project.timeout = "soon" } == .barred(.invalid, until: nil))
  }

  @Test func notUnseen() {
    #expect(standing { project, _ in project.scheduledAt = nil } == .unseen)
    #expect(standing { project, _ in project.deadline = nil } == .unseen)
  }

  @Test func overdueRunsWhenItsFreshWarningHasStoodForTheGrace() {
    let grace = { (seconds: Int64) in
      standing { project, _ in
        project.status = .held
        project.holdReason = .overdue
        project.deadline = now.wall - .hours(3)
        project.acceptance?.awakeSeconds = now.awake.wholeSeconds - seconds
      }
    }
    #expect(grace(1_800) == .due)
    #expect(grace(1_799) == .barred(.overdue, until: now.wall + .seconds(1)))
  }

  @Test func overdueWithoutAFreshWarningWaits() {
    #expect(
      standing { project, _ in
        project.status = .held
        project.holdReason = .overdue
        project.acceptance = nil
      } == .barred(.overdue, until: nil))
  }

  @Test func abandonedForAWeekWaitsForTheUser() {
    #expect(
      standing { project, _ in
        project.status = .held
        project.holdReason = .overdue
        project.deadline = now.wall - .days(8)
        project.acceptance?.awakeSeconds = 1
      } == .barred(.overdue, until: nil))
  }

  @Test func headlessMachinesNeedNoWarning() {
    #expect(
      standing { project, circumstances in
        project.acceptance = nil
        circumstances.policy.notificationsRequired = false
      } == .due)
  }

  @Test func headlessOverdueWaitsForTheGrace() {
    let grace = { (minutes: Int64) in
      standing { project, circumstances in
        project.status = .held
        project.holdReason = .overdue
        project.acceptance = nil
        project.updatedAt = now.wall - .minutes(minutes)
        circumstances.policy.notificationsRequired = false
      }
    }
    #expect(grace(29) == .barred(.overdue, until: now.wall + .minutes(1)))
    #expect(grace(30) == .due)
  }

  /// The half hour is one that the machine was awake, though nobody is warned: no leap of the clock shortens it.
  @Test func headlessGraceIsNotLeaptOver() {
    let headless = { (adjust: (inout Circumstances) -> Void) in
      standing { project, circumstances in
        project.status = .held
        project.holdReason = .overdue
        project.acceptance = nil
        project.stalledSince = now.wall - .hours(2)
        circumstances.policy.notificationsRequired = false
        adjust(&circumstances)
      }
    }
    let grace = { (awake: Int64) in headless { $0.wokeAt = now.awake - .seconds(awake) } }
    #expect(grace(1_799) == .barred(.overdue, until: now.wall + .seconds(1)))
    #expect(grace(1_800) == .due)
    // Nor does it pass while the machine is off.
    let afterBoot = { (awake: Int64) in headless { $0.now.awake = .seconds(awake) } }
    #expect(afterBoot(1_799) == .barred(.overdue, until: now.wall + .seconds(1)))
    #expect(afterBoot(1_800) == .due)
    // Nor does a wait that ends by one clock end before it ends by the other.
    #expect(
      standing { project, circumstances in
        project.status = .held
        project.holdReason = .overdue
        project.stalledSince = now.wall - .minutes(10)
        circumstances.wokeAt = now.awake - .seconds(1_799)
        circumstances.policy.notificationsRequired = false
      } == .barred(.overdue, until: now.wall + .minutes(20)))
  }

  /// Where nobody needs to be warned, a warning that was accepted late excuses nothing.
  @Test func headlessLatenessCountsFromTheDeadline() {
    #expect(
      standing { project, circumstances in
        project.deadline = now.wall - .minutes(10)
        project.acceptance?.wall = now.wall - .minutes(6)
        project.acceptance?.awakeSeconds = now.awake.wholeSeconds - 360
        circumstances.policy.notificationsRequired = false
      } == .barred(.overdue, until: nil))
  }

  /// The status decides whether it is held, not a reason that another program left behind.
  @Test func aReasonWithoutAHoldHoldsNothing() {
    #expect(standing { project, _ in project.holdReason = .protected } == .due)
  }

  /// The moment after waking is no lateness of what has queued for long.
  @Test func whatQueuedIsNotLateForTheMomentAfterWaking() {
    var world = Simulation()
    world.start()
    for id in 1...4 as ClosedRange<Int64> { world.add(id, timeout: "1 minute") }
    world.advance(.minutes(31))
    #expect(world.claimed.count == 3)
    world.tell(.wokeUp)
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    world.advance(.minutes(3))
    #expect(world.claimed.count == 4)
  }

  /// The claim asks the same question about the row it finds in the file.
  @Test func theClaimAsksAgain() throws {
    let circumstances = Circumstances(now: now, policy: policy)
    let project = due
    try project.checkClaim(seen: project, in: circumstances)
    var changed = project
    changed.acceptance = nil
    #expect(throws: Refusal.guardNotMet(.warned)) {
      try changed.checkClaim(seen: project, in: circumstances)
    }
    changed = project
    changed.generation = project.generation.next
    #expect(throws: Refusal.staleGeneration(offered: project.generation, current: changed.generation)) {
      try changed.checkClaim(seen: project, in: circumstances)
    }
  }

  /// Promise 2 at the claim: what runs, or is over, is not claimed, should its row show the same generation.
  @Test(arguments: [ProjectStatus.destroying, .destroyed, .failed, .cancelled])
  func theClaimRefusesWhatNoDeadlineDecides(status: ProjectStatus) {
    var project = due
    project.status = status
    #expect(throws: Refusal.guardNotMet(.scheduled)) {
      try project.checkClaim(seen: project, in: Circumstances(now: now, policy: policy))
    }
  }

  @Test func theClaimRefusesWhatNobodyHasSeen() {
    var project = due
    project.scheduledAt = nil
    #expect(throws: Refusal.guardNotMet(.scheduled)) {
      try project.checkClaim(seen: project, in: Circumstances(now: now, policy: policy))
    }
  }
}
