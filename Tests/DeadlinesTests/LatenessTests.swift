import Testing

@testable import Deadlines

/// What keeps a due project waiting, and whether that makes it late.
@Suite struct LatenessTests {
  private let id = Project.ID(4)

  /// Three run; the fourth is due and waits for a place.
  private func queued() -> Simulation {
    var world = Simulation()
    world.start()
    for id in 1...4 { world.add(Int64(id), timeout: "\(1_200 + id)s") }
    world.advance(.minutes(25))
    #expect(world.claimed.count == 3)
    return world
  }

  /// What the machine sleeps through is no waiting for a place.
  @Test func sleepWhileQueuedIsLateness() {
    var world = queued()
    world.sleep(.days(3))
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    world.advance(.minutes(3))
    #expect(world.rows[id]?.holdReason == .overdue)
    #expect(world.shown.last?.warning.kind == .overdue)
    world.advance(.minutes(26))
    #expect(world.claimed.count == 3)
    world.advance(.minutes(2))
    #expect(world.claimed.count == 4)
  }

  /// A short nap takes nothing from the hours that it waited for a place before.
  @Test func aNapWhileQueuedIsNotMoreThanItsLength() {
    var world = queued()
    world.advance(.hours(5))
    world.sleep(.minutes(4))
    world.advance(.minutes(3))
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    #expect(world.claimed.map(\.project.id) == [1, 2, 3, 4].map(Project.ID.init))
  }

  /// A file that cannot be written, or a claim that nobody answers, is no waiting for a place either.
  @Test(arguments: [true, false])
  func whatCannotBeClaimedGetsLate(fails: Bool) {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(118))
    if fails { world.fileFails = true } else { world.defersClaims = true }
    world.advance(.minutes(9))
    #expect(world.claimed.isEmpty)
    world.fileFails = false
    world.defersClaims = false
    world.answerClaims()
    world.advance(.minutes(1))
    #expect(world.claimed.isEmpty)
    #expect(world.shown.last?.warning.kind == .overdue)
    world.advance(.minutes(31))
    #expect(world.claimed.count == 1)
  }

  /// Something else that fails takes it out of the queue for its rest, and that is no waiting for a place.
  @Test func whatRestsWaitsForNoPlace() {
    var world = queued()
    world.tell(.effectFailed(id))
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    #expect(world.claimed.count == 3)
    world.advance(.seconds(31))
    #expect(world.claimed.count == 4)
  }

  /// And what rests again and again gets late.
  @Test func whatRestsAgainAndAgainGetsLate() {
    var world = queued()
    for _ in 1...14 {
      world.tell(.effectFailed(id))
      world.advance(.seconds(29))
    }
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    #expect(world.claimed.count == 3)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 3)
    #expect(world.rows[id]?.holdReason == .overdue)
  }

  /// Having waited for a place once excuses nothing after an extension, a claim that failed in between or not.
  @Test func whatWasWaitedBelongsToItsGeneration() throws {
    var world = queued()
    world.advance(.hours(5))
    world.fileFails = true
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    world.fileFails = false
    let now = world.now
    try world.command(id) { row throws(Refusal) in try row.extend(by: .hours(1), at: now, policy: Policy()) }
    world.advance(.minutes(58))
    world.sleep(.hours(2))
    #expect(world.rows[id]?.holdReason == .overdue)
  }

  /// Hours in the queue stay excused when the first claim fails; the half minute after it is late.
  @Test func oneClaimThatFailsForgetsNoWait() {
    var world = queued()
    world.advance(.hours(5))
    world.fileFails = true
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    world.fileFails = false
    world.advance(.seconds(31))
    #expect(world.claimed.count == 4)
  }

  /// A project is due, and for ten minutes the shell finds at every claim that this guard does not hold.
  private func delayed(by unmet: Guard) -> Simulation {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(118))
    world.defersClaims = true
    world.advance(.minutes(2))
    for _ in 1...20 {
      for project in world.unansweredClaims { world.tell(.claimDelayed(project.id, unmet)) }
      world.unansweredClaims = []
      world.advance(.seconds(30))
    }
    #expect(world.delays == [unmet])
    return world
  }

  /// What only the shell can see is told once, tried again, and no excuse for ever.
  @Test func whatOnlyTheShellSeesIsToldAndGetsLate() {
    let world = delayed(by: .alone)
    #expect(world.rows[Project.ID(1)]?.holdReason == .overdue)
    #expect(world.shown.last?.warning.kind == .overdue)
  }

  /// The shell may know of teardowns whose rows are gone: waiting for their places is waiting for a place.
  @Test func aPlaceThatOnlyTheShellCountsIsNoLateness() {
    var world = delayed(by: .placeFree)
    world.defersClaims = false
    world.answerClaims()
    world.advance(.seconds(30))
    #expect(world.claimed.count == 1)
  }

  /// It was accepted, so it is written down when that is possible again, and not shown over and over.
  @Test func anAcceptanceThatCannotBeWrittenIsKept() throws {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(59))
    world.fileFails = true
    world.advance(.minutes(10))
    #expect(world.shown.count == 1)
    #expect(world.rows[Project.ID(1)]?.acceptance == nil)
    world.fileFails = false
    world.advance(.seconds(31))
    #expect(world.shown.count == 1)
    let acceptance = try #require(world.rows[Project.ID(1)]?.acceptance)
    #expect(acceptance.awakeSeconds == world.shown[0].at.awake.wholeSeconds)
  }

  /// What stood on the screen of another generation is not written down for this one.
  @Test func anAcceptanceThatCannotBeWrittenEndsWithItsGeneration() throws {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(59))
    world.fileFails = true
    world.advance(.minutes(2))
    let now = world.now
    try world.command(Project.ID(1)) { row throws(Refusal) in
      try row.extend(by: .hours(5), at: now, policy: Policy())
    }
    world.fileFails = false
    world.advance(.minutes(2))
    #expect(world.rows[Project.ID(1)]?.acceptance == nil)
  }

  /// A warning shown right after waking names the time at which it can really happen.
  @Test func aWarningKnowsOfTheMomentAfterWaking() throws {
    var world = Simulation()
    world.start()
    world.add(timeout: "20s")
    world.sleep(.seconds(11))
    let due = try #require(world.shown.last?.warning.due)
    #expect(due == world.now.wall + .minutes(2))
    world.advance(.seconds(119))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
  }

  /// So does the warning of one that could not be warned of before.
  @Test func aLateWarningKnowsOfTheMomentAfterWaking() throws {
    var world = Simulation()
    world.isServerThere = false
    world.start()
    world.add(timeout: "20s")
    world.advance(.seconds(25))
    #expect(world.held == [.unwarned])
    world.sleep(.seconds(11))
    world.isServerThere = true
    world.start()
    #expect(try #require(world.shown.last?.warning.due) == world.now.wall + .minutes(2))
  }

  /// What is gathered is shown after a moment although an effect is never answered, and nothing else happens.
  @Test func whatIsGatheredWakesTheSchedule() {
    var schedule = Schedule.begun
    let now = Moment.sample
    _ = schedule.handle(.serverCame, at: now)
    var seen = Project.sample()
    seen.scheduledAt = now.wall - .minutes(70)
    seen.deadline = now.wall + .minutes(50)
    let unseen = Project.sample(id: 2)
    _ = schedule.handle(.projectsChanged([unseen, seen]), at: now)
    #expect(schedule.outstanding == 1 && !schedule.gathered.isEmpty)
    #expect(schedule.nextWake == now.wall + .seconds(2))
  }
}
