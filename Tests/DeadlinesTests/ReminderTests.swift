import Testing

@testable import Deadlines

@Suite struct ReminderPlanTests {
  @Test(
    arguments: [
      (0, nil), (899, nil), (900, 900), (3_599, 900), (3_600, 3_600), (17_999, 3_600), (18_000, 18_000),
      (32_399, 18_000), (32_400, 32_400),
    ] as [(Int64, Int64?)])
  func quarterHourAnHourThenEveryFour(elapsed: Int64, latest: Int64?) throws {
    var project = Project.sample()
    project.status = .failed
    let plan = try #require(ReminderPlan(for: project))
    #expect(plan.current(at: .seconds(elapsed)) == latest.map { .seconds($0) })
    let next = plan.next(after: .seconds(elapsed))
    #expect(next > .seconds(elapsed) && plan.current(at: next) == next)
  }

  @Test(arguments: [(-1, nil), (0, 0), (86_399, 0), (86_400, 86_400)] as [(Int64, Int64?)])
  func whatIsMeantToStayIsBroughtUpAtTheDeadlineThenDaily(elapsed: Int64, latest: Int64?) throws {
    for reason in [HoldReason.protected, .untrusted] {
      var project = Project.sample()
      project.status = .held
      project.holdReason = reason
      let plan = try #require(ReminderPlan(for: project))
      #expect(plan.current(at: .seconds(elapsed)) == latest.map { .seconds($0) })
      #expect(plan.next(after: .seconds(elapsed)) > .seconds(elapsed))
    }
  }

  @Test func nothingElseIsBroughtUp() {
    var project = Project.sample()
    #expect(ReminderPlan(for: project) == nil)
    project.status = .held
    project.holdReason = .unwarned
    #expect(ReminderPlan(for: project) == nil)
  }
}

@Suite struct ReminderTests {
  /// Five projects with a far deadline and one that has just failed.
  private func world(failed count: Int64 = 1) -> Simulation {
    var world = Simulation()
    world.start()
    for id in 1...count {
      world.add(id, timeout: "20s")
      world.advance(.seconds(20))
      world.finish(Project.ID(id)) { row, now in row.fail(at: now) }
    }
    return world
  }

  private func hours(_ world: Simulation, since start: Moment) -> [Double] {
    world.reminded.map { Double(($0.at.wall - start.wall).wholeSeconds) / 3_600 }
  }

  @Test func aFailureIsBroughtUpAgainAndAgain() {
    var world = world()
    let start = world.now
    world.advance(.hours(10))
    #expect(hours(world, since: start) == [0.25, 1, 5, 9])
    #expect(world.rows[Project.ID(1)]?.remindedOffset == .hours(9))
  }

  @Test func severalAreOneNotification() {
    var world = world(failed: 5)
    world.advance(.minutes(15) - .seconds(80))
    #expect(world.reminded.map(\.reminders.count) == [5])
    // What was named a little early is not due at its own time once more.
    #expect(world.schedule.nextWake == world.now.wall + .minutes(45))
    world.advance(.seconds(80))
    #expect(world.reminded.map(\.reminders.count) == [5])
    world.advance(.hours(1))
    #expect(world.reminded.map(\.reminders.count) == [5, 5])
  }

  @Test func aRestartRepeatsNoneAndSkipsNone() {
    var world = world()
    let start = world.now
    world.advance(.minutes(30))
    world.restart()
    world.advance(.minutes(29))
    #expect(hours(world, since: start) == [0.25])
    world.now = world.now.after(.hours(11))
    world.restart()
    #expect(world.reminded.count == 2)
    world.advance(.minutes(59))
    #expect(world.reminded.count == 2)
    world.advance(.minutes(3))
    #expect(world.reminded.count == 3)
  }

  /// A clock that is set neither repeats a reminder nor puts the next one off.
  @Test(arguments: [-63_072_000, -3_600, 3_600, 63_072_000] as [Int64])
  func aClockThatJumpsIsNoReason(jump: Int64) {
    var world = world()
    world.now.isClockSynchronised = true
    world.advance(.minutes(16))
    world.setClock(by: jump)
    world.advance(.minutes(40))
    #expect(world.reminded.count == 1)
    world.advance(.minutes(5))
    #expect(world.reminded.count == 2)
  }

  @Test func aPauseWithholdsThemAndTheyComeWhenItEnds() {
    var world = world(failed: 2)
    world.pause(true)
    world.advance(.hours(3))
    #expect(world.reminded.isEmpty)
    world.pause(false)
    #expect(world.reminded.map(\.reminders.count) == [2])
    world.isServerThere = false
    world.tell(.serverWent)
    world.advance(.hours(6))
    world.isServerThere = true
    world.tell(.serverCame)
    #expect(world.reminded.count == 2)
  }

  /// What fails again after it was settled is brought up from its second failure.
  @Test func anotherFailureBeginsAnew() throws {
    var world = world()
    world.advance(.minutes(50))
    let now = world.now
    try world.command(Project.ID(1)) { row throws(Refusal) in try row.resume(at: now, policy: Policy()) }
    world.advance(.seconds(20))
    world.finish(Project.ID(1)) { row, now in row.fail(at: now) }
    world.advance(.minutes(14))
    #expect(world.reminded.count == 1)
    world.advance(.minutes(1))
    #expect(world.reminded.count == 2)
  }

  @Test func aRefusedOneIsTriedAgain() {
    var world = world()
    world.serverAccepts = false
    world.advance(.minutes(16))
    #expect(world.reminded.isEmpty)
    world.serverAccepts = true
    world.advance(.minutes(1))
    #expect(world.reminded.count == 1)
  }

  @Test func whoDecidesIsLeftAlone() throws {
    var world = world()
    world.advance(.minutes(20))
    let now = world.now
    try world.command(Project.ID(1)) { row throws(Refusal) in try row.cancel(at: now) }
    #expect(world.schedule.nextWake == nil)
    world.advance(.days(2))
    #expect(world.reminded.count == 1)
    #expect(world.schedule.nextWake == nil)
  }

  @Test func aHoldIsBroughtUpFromWhenItBegan() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "soon")
    world.advance(.minutes(14))
    #expect(world.reminded.isEmpty)
    world.advance(.minutes(1))
    #expect(world.reminded.map { $0.reminders.map(\.project.id) } == [[id]])
  }
}
