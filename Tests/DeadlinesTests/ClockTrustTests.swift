import Testing

@testable import Deadlines

@Suite struct ClockTrustTests {
  let built = Timestamp(1_780_000_000)

  private func moment(_ wall: Timestamp, synchronised: Bool = false) -> Moment {
    Moment(wall: wall, awake: .seconds(500), bootID: "boot", isClockSynchronised: synchronised)
  }

  @Test func noClockReadsLessThanTheBuild() {
    let trust = ClockTrust(buildDate: built)
    #expect(trust.doubt(at: moment(built)) == nil)
    #expect(trust.doubt(at: moment(built - .seconds(1))) == .beforeBuild(built))
    #expect(trust.doubt(at: moment(Timestamp(0), synchronised: true)) == nil)
  }

  @Test func twoMinutesBehindAreNoDoubt() {
    let mark = built + .days(30)
    let trust = ClockTrust(buildDate: built, mark: mark)
    #expect(trust.doubt(at: moment(mark - .seconds(120))) == nil)
    #expect(trust.doubt(at: moment(mark - .seconds(121))) == .behindMark(mark))
    #expect(trust.doubt(at: moment(mark - .days(1), synchronised: true)) == nil)
    #expect(trust.doubt(at: moment(mark + .days(900))) == nil)
  }

  /// Whoever resumes a project says that the clock is right, also on a machine that lives in the past.
  @Test func aUsersWordIsBelieved() {
    var trust = ClockTrust(buildDate: built, mark: built + .days(30))
    let past = built - .days(400)
    trust.vouch(at: past)
    #expect(trust.doubt(at: moment(past)) == nil)
    #expect(trust.doubt(at: moment(past + .days(1))) == nil)
    #expect(trust.doubt(at: moment(past - .days(1))) == .behindMark(past))
    // What is written later must not void that word.
    trust.note(moment(past + .days(2)))
    #expect(trust.doubt(at: moment(past + .days(2))) == nil)
  }

  @Test func theMarkGoesBackOnlyWhereTheKernelSaysSo() {
    var trust = ClockTrust(buildDate: built)
    trust.note(moment(built + .days(10)))
    trust.note(moment(built + .days(10) - .seconds(60)))
    #expect(trust.mark == built + .days(10))
    trust.note(moment(built + .days(1)))
    #expect(trust.mark == built + .days(10))
    trust.note(moment(built + .days(1), synchronised: true))
    #expect(trust.mark == built + .days(1))
    // What a dead clock reads is no mark.
    trust = ClockTrust(buildDate: built)
    trust.note(moment(Timestamp(5_000)))
    #expect(trust.mark == nil)
  }

  /// A word given at one time says nothing of a clock that reads an earlier one.
  @Test func aWordHoldsOnlyFromThen() {
    let past = built - .days(400)
    let trust = ClockTrust(buildDate: built, vouchedAt: past)
    #expect(trust.doubt(at: moment(past - .seconds(120))) == nil)
    #expect(trust.doubt(at: moment(past - .seconds(121))) == .beforeBuild(built))
  }
}

/// The same over time, through the schedule.
@Suite struct SuspectClockTests {
  private func world() -> Simulation {
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.start()
    world.add(1, timeout: "2 hours")
    world.add(2, timeout: "4 hours")
    world.advance(.minutes(61))
    return world
  }

  @Test func setBackItHoldsEverythingAtOnceAndSaysSoOnce() {
    var world = world()
    world.setClock(by: -3_600)
    #expect(world.held == [.clock, .clock])
    #expect(world.doubts == [true])
    world.advance(.minutes(30))
    #expect(world.claimed.isEmpty && world.doubts == [true])
  }

  @Test func aSynchronisedClockIsBelievedWhereverItGoes() {
    var world = world()
    world.now.isClockSynchronised = true
    world.setClock(by: -3_600)
    #expect(world.held.isEmpty && world.doubts.isEmpty)
  }

  /// Healed by the kernel, a project is warned of anew before anything happens to it.
  @Test func theKernelsWordHeals() {
    var world = world()
    world.setClock(by: -3_600)
    // The kernel does not tell when a clock becomes right without being set, so it is asked.
    #expect(world.schedule.nextWake == world.now.wall + .seconds(30))
    let before = world.shown.count
    world.now.isClockSynchronised = true
    world.now.wall = world.now.wall + .seconds(3_600)
    world.advance(.seconds(31))
    #expect(world.doubts == [true, false])
    #expect(world.rows.values.allSatisfy { $0.status == .scheduled })
    #expect(world.shown.count > before)
    world.advance(.minutes(59))
    #expect(world.claimed.map(\.project.id.number) == [1])
  }

  @Test func passingTheMarkHeals() {
    var world = world()
    world.setClock(by: -600)
    #expect(world.doubts == [true])
    world.advance(.minutes(9))
    #expect(world.doubts == [true, false])
  }

  /// Resume of one project is a word for all.
  @Test func aResumeHealsAll() throws {
    var world = world()
    world.setClock(by: -86_400 * 700)
    let now = world.now
    #expect(throws: Refusal.notExtendable(.held, .clock)) {
      try world.command(Project.ID(2)) { row throws(Refusal) in
        try row.extend(by: .hours(1), at: now, policy: Policy())
      }
    }
    try world.command(Project.ID(1)) { row throws(Refusal) in try row.resume(at: now, policy: Policy()) }
    #expect(world.rows.values.allSatisfy { $0.status == .scheduled })
    world.restart()
    #expect(world.rows.values.allSatisfy { $0.status == .scheduled })
  }

  /// A moment ahead in which nothing was written leaves nothing to hold the clock against.
  @Test func aMomentAheadLeavesNoMark() {
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.start()
    world.add(timeout: "30 days")
    world.setClock(by: 86_400)
    world.setClock(by: -86_400)
    #expect(world.doubts.isEmpty && world.held.isEmpty)
  }

  /// An interrupted teardown must not be forgotten behind a clock that heals.
  @Test func anInterruptedTeardownStaysInterrupted() {
    var world = world()
    world.rows[Project.ID(1)]?.interrupt(at: world.now)
    if let row = world.rows[Project.ID(1)] { world.tell(.projectChanged(row)) }
    world.setClock(by: -3_600)
    world.now.isClockSynchronised = true
    world.advance(.days(1))
    #expect(world.rows[Project.ID(1)]?.holdReason == .interrupted)
  }

  /// A row that is first seen by a dead clock gets its deadline from a clock that is right.
  @Test func aDeadClockGivesNoDeadline() {
    var world = Simulation(at: 5_000, buildDate: 1_780_000_000)
    world.start()
    let id = world.add(timeout: "2 hours")
    #expect(world.rows[id]?.holdReason == .clock && world.rows[id]?.deadline == nil)
    world.now.wall = Timestamp(1_790_000_000)
    world.tell(.clockChanged)
    #expect(world.rows[id]?.deadline == Timestamp(1_790_000_000) + .hours(2))
    #expect(world.rows[id]?.status == .scheduled)
  }
}

/// A clock that is wrong for a moment, on a machine whose kernel calls it synchronised.
@Suite struct GlitchTests {
  private func world(glitch seconds: Int64, back: Bool = true) -> Simulation {
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.now.isClockSynchronised = true
    world.start()
    world.add(timeout: "40 minutes")
    world.setClock(by: seconds)
    world.advance(.seconds(2))
    if back { world.setClock(by: -seconds) }
    return world
  }

  /// What was shown while it was wrong told of another time, or of none, so it is no warning of the real one.
  @Test(arguments: [7_200, 86_400, 63_072_000] as [Int64])
  func aWarningOfAnotherTimeIsNoWarning(glitch: Int64) throws {
    var world = world(glitch: glitch)
    let during = world.shown.count
    world.advance(.minutes(39) + .seconds(50))
    #expect(world.shown.dropFirst(during).map(\.warning.offset) == [.minutes(15), .minutes(5), .minutes(1)])
    #expect(world.shown.dropFirst(during).allSatisfy { $0.warning.kind == .deadline })
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(1))
    #expect(world.claimed.count == 1)
  }

  /// Ahead by less than its deadline, the clock showed the warnings too early; they come again.
  @Test func aWarningFromAheadComesAgain() {
    var world = world(glitch: 2_300)
    let during = world.shown.count
    #expect(during > 0)
    world.advance(.minutes(39) + .seconds(50))
    #expect(world.shown.count - during == 3)
  }

  /// Nor does it hide how late a project is after a night.
  @Test func aWarningFromAheadDoesNotHideLateness() {
    var world = world(glitch: 63_072_000)
    world.advance(.minutes(30))
    world.sleep(.hours(10))
    #expect(world.rows[Project.ID(1)]?.holdReason == .overdue)
    world.advance(.minutes(20))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(15))
    #expect(world.claimed.count == 1)
  }

  /// Each of the two guards by itself: what an overdue hold was warned of is void, and no time from ahead excuses lateness.
  @Test func neitherGuardLeansOnTheOther() throws {
    let now = Moment.sample
    var held = Project.sample()
    held.scheduledAt = now.wall - .hours(12)
    held.deadline = now.wall - .hours(10)
    held.acceptance = Acceptance(
      generation: held.generation, bootID: now.bootID, awakeSeconds: now.awake.wholeSeconds - 4_000,
      wall: now.wall + .days(700), offset: .zero)
    let circumstances = Circumstances(now: now, policy: Policy())
    #expect(held.standing(in: circumstances) == .barred(.overdue, until: nil))
    held.status = .held
    held.holdReason = .overdue
    try held.settle(seen: held)
    #expect(held.status == .scheduled && held.acceptance == nil)
  }

  @Test func aDailyReminderFromAheadDoesNotSilenceTheNext() {
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.now.isClockSynchronised = true
    world.start()
    world.add(timeout: "1 hour") {
      $0.status = .held
      $0.holdReason = .untrusted
      $0.source = .file
      $0.file = FileStanding(consent: .unasked)
    }
    world.rows[Project.ID(1)]?.deadline = world.now.wall + .hours(1)
    world.rows[Project.ID(1)]?.scheduledAt = world.now.wall
    if let row = world.rows[Project.ID(1)] { world.tell(.projectChanged(row)) }
    world.setClock(by: 63_072_000)
    world.advance(.seconds(2))
    world.setClock(by: -63_072_000)
    let during = world.reminded.count
    world.advance(.days(3))
    #expect(world.reminded.count - during >= 3)
    #expect(world.reminded.count - during <= 4)
  }

  /// A life that began in a year to come is no long one.
  @Test func aLifeFromAheadIsLimitedToo() {
    var policy = Policy()
    policy.maximumLifetime = .hours(2)
    let now = Moment.sample
    var project = Project.sample()
    project.deadline = now.wall + .minutes(30)
    project.livesSince = now.wall + .days(365)
    #expect(throws: Refusal.lifetimeExceeded(limit: .hours(2), latest: now.wall + .hours(2))) {
      try project.extend(by: .hours(2), at: now, policy: policy)
    }
  }

  /// The claim waits for the disk, and asks by the clocks of the moment in which it is written.
  @Test func aClaimSeesWhatHappenedWhileItWaited() {
    let now = Moment(wall: Timestamp(1_790_000_000), awake: .seconds(9_000), bootID: "boot")
    var circumstances = Circumstances(now: now, policy: Policy())
    circumstances.trust = ClockTrust(buildDate: Timestamp(0), mark: now.wall)
    var slept = now
    slept.asleep += .hours(2)
    slept.wall = slept.wall + .hours(2)
    #expect(circumstances.renewed(at: slept).wokeAt == now.awake)
    #expect(circumstances.renewed(at: slept).now == slept)
    var ahead = now
    ahead.wall = ahead.wall + .hours(1)
    #expect(circumstances.renewed(at: ahead).wokeAt == now.awake)
    var behind = now
    behind.wall = behind.wall - .days(1)
    #expect(circumstances.renewed(at: behind).clockDoubt == .behindMark(now.wall))
    #expect(circumstances.renewed(at: now.after(.seconds(5))).wokeAt == nil)
  }
}
