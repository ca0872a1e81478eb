import Deadlines
import Testing

@Suite struct ScheduleTests {
  @Test func aWholeLife() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours")
    #expect(world.rows[id]?.deadline == world.now.wall + .hours(2))
    world.advance(.hours(2) - .seconds(1))
    #expect(world.shown.map(\.warning.offset) == [.minutes(60), .minutes(15), .minutes(5), .minutes(1)])
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(1))
    #expect(world.claimed.map(\.at.wall) == [world.rows[id]?.deadline])
    #expect(world.rows[id]?.status == .destroying)
    #expect(world.withdrawn == [id])
    world.advance(.days(1))
    #expect(world.claimed.count == 1)
  }

  @Test func aShortLifeIsWarnedAtHalf() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "20s")
    world.advance(.seconds(9))
    #expect(world.shown.isEmpty)
    world.advance(.seconds(1))
    #expect(world.shown.count == 1)
    world.advance(.seconds(10))
    #expect(world.claimed.map(\.project.id) == [id])
  }

  /// Promise 1 over time: without a server the deadline passes and nothing is destroyed; then notice counts anew.
  @Test func nobodyWarnedNothingDestroyed() {
    var world = Simulation()
    world.isServerThere = false
    world.start()
    let id = world.add(timeout: "20s")
    world.advance(.hours(3))
    #expect(world.claimed.isEmpty)
    #expect(world.rows[id]?.holdReason == .unwarned)
    world.isServerThere = true
    world.tell(.serverCame)
    #expect(world.shown.count == 1)
    #expect(world.rows[id]?.status == .scheduled)
    world.advance(.seconds(9))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
  }

  @Test func aRefusingServerIsAskedAgain() {
    var world = Simulation()
    world.serverAccepts = false
    world.start()
    let id = world.add(timeout: "20s")
    world.advance(.minutes(10))
    #expect(world.claimed.isEmpty)
    #expect(world.rows[id]?.holdReason == .unwarned)
    world.serverAccepts = true
    world.advance(.seconds(30))
    #expect(world.shown.count == 1)
    world.advance(.seconds(11))
    #expect(world.claimed.count == 1)
  }

  @Test func extendVoidsTheWarningAndWarnsAnew() throws {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "20s")
    world.advance(.seconds(12))
    let now = world.now
    try world.command(id) { row throws(Refusal) in try row.extend(by: .seconds(40), at: now, policy: Policy())
    }
    #expect(world.withdrawn == [id])
    world.advance(.seconds(47))
    #expect(world.shown.count == 2)
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(1))
    #expect(world.claimed.count == 1)
    #expect(world.shown[1].warning.project.generation == Generation(2))
  }

  /// A user who extends to five seconds from now is still given the notice, counted from the new warning.
  @Test func noticeIsNeverCutShort() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours", in: 5)
    #expect(world.shown.map(\.warning.due) == [world.now.wall + .minutes(5)])
    world.advance(.seconds(299))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.map(\.project.id) == [id])
  }

  @Test func cancelAndRemovalEndIt() throws {
    var world = Simulation()
    world.start()
    let id = world.add(1, timeout: "20s")
    let other = world.add(2, timeout: "20s")
    world.advance(.seconds(12))
    let now = world.now
    try world.command(id) { row throws(Refusal) in try row.cancel(at: now) }
    world.rows[other] = nil
    world.tell(.projectRemoved(other))
    #expect(world.schedule.nextWake == nil)
    world.advance(.hours(1))
    #expect(world.claimed.isEmpty)
    #expect(world.withdrawn == [id, other])
    #expect(world.schedule.nextWake == nil)
  }

  @Test func aRestartShowsNothingTwiceAndSkipsNothing() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.hours(1))
    world.restart()
    world.advance(.minutes(30))
    #expect(world.shown.map(\.warning.offset) == [.minutes(60)])
    let schedule = world.schedule
    world.schedule = Schedule()
    world.now = world.now.after(.minutes(20))
    world.schedule = schedule
    world.restart()
    #expect(world.shown.map(\.warning.offset) == [.minutes(60), .minutes(15)])
    world.advance(.minutes(10))
    #expect(world.claimed.count == 1)
  }

  @Test func aRebootAsksForANewWarning() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours")
    world.advance(.minutes(118))
    world.restart(rebooted: true)
    #expect(world.shown.last?.warning.offset == .minutes(5))
    world.advance(.minutes(4))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(1))
    #expect(world.claimed.map(\.project.id) == [id])
  }

  @Test func foundOverdueItIsWarnedAfreshAndWaitsTheGrace() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours")
    world.advance(.minutes(100))
    world.now = world.now.after(.hours(3))
    world.restart()
    #expect(world.rows[id]?.holdReason == .overdue)
    #expect(world.shown.last?.warning.kind == .overdue)
    world.advance(.minutes(29))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(2))
    #expect(world.claimed.count == 1)
  }

  @Test func foundAfterAWeekItWaitsForTheUser() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.now = world.now.after(.days(9))
    world.restart()
    #expect(world.shown.last?.warning.kind == .abandoned)
    world.advance(.days(30))
    #expect(world.claimed.isEmpty)
  }

  /// Whether a week is over counts when it is told: what was told then is what happens, for the grace.
  @Test(arguments: [
    (Duration.minutes(230), Deadlines.Warning.Kind.overdue, 1), (.minutes(250), .abandoned, 0),
  ])
  func whatIsToldOfAnOverdueProjectIsWhatHappens(
    later: Duration, kind: Deadlines.Warning.Kind, claims: Int
  ) {
    var world = Simulation()
    world.isServerThere = false
    world.start()
    world.add(timeout: "2 hours")
    world.now = world.now.after(.days(6) + .hours(22))
    world.restart()
    #expect(world.rows[Project.ID(1)]?.holdReason == .overdue)
    world.advance(later)
    world.isServerThere = true
    world.tell(.serverCame)
    #expect(world.shown.map(\.warning.kind) == [kind])
    world.advance(.minutes(29))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(2))
    #expect(world.claimed.count == claims)
  }

  /// Told that it runs after the grace, and slept on for days: it is told anew that it waits for its user.
  @Test func whatIsSleptThroughForAWeekWaitsForTheUser() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.now = world.now.after(.days(6))
    world.restart()
    #expect(world.shown.map(\.warning.kind) == [.overdue])
    world.sleep(.days(10))
    #expect(world.shown.map(\.warning.kind) == [.overdue, .abandoned])
    world.advance(.days(2))
    #expect(world.shown.count == 2)
    #expect(world.claimed.isEmpty)
  }

  @Test func aDeadlineSleptThroughIsOverdue() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours")
    world.advance(.minutes(118))
    world.sleep(.hours(2))
    #expect(world.rows[id]?.holdReason == .overdue)
    world.advance(.minutes(31))
    #expect(world.claimed.count == 1)
  }

  @Test func nothingStartsRightAfterWaking() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(119))
    world.sleep(.minutes(3))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(119))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
  }

  @Test func theQueueKeepsDeadlineOrderAndIsNoLateness() {
    var world = Simulation(policy: Policy())
    world.start()
    for id in 1...5 { world.add(Int64(id), timeout: "\(60 - id)s") }
    world.advance(.minutes(20))
    #expect(world.claimed.map(\.project.id.number) == [5, 4, 3])
    for ended in [5, 4] as [Int64] {
      world.rows[Project.ID(ended)]?.status = .destroyed
      if let row = world.rows[Project.ID(ended)] { world.tell(.projectChanged(row)) }
    }
    #expect(world.claimed.map(\.project.id.number) == [5, 4, 3, 2, 1])
  }

  @Test func aNewServerIsShownWhatWasOnTheScreen() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(62))
    world.tell(.serverWent)
    world.tell(.serverCame)
    #expect(world.shown.map(\.warning.offset) == [.minutes(60), .minutes(60)])
    world.advance(.minutes(58))
    #expect(world.claimed.count == 1)
  }

  @Test func anInvalidRowIsHeldUntilItIsMended() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "soon")
    #expect(world.rows[id]?.holdReason == .invalid)
    world.rows[id]?.timeout = "20s"
    if let row = world.rows[id] { world.tell(.projectChanged(row)) }
    #expect(world.rows[id]?.status == .scheduled)
    world.advance(.seconds(20))
    #expect(world.claimed.count == 1)
  }

  @Test func aFailedEffectIsTriedAgainLater() {
    var schedule = Schedule.begun
    let project = Project.sample()
    #expect(schedule.handle(.projectChanged(project), at: .sample) == [.firstSight(project)])
    #expect(schedule.handle(.effectFailed(project.id), at: .sample) == [])
    #expect(schedule.nextWake == Moment.sample.wall + .seconds(30))
    #expect(
      schedule.handle(.timePassed, at: Moment.sample.after(.seconds(30))) == [.firstSight(project)])
  }

  @Test func noEffectIsAskedForTwiceBeforeItsAnswer() {
    var schedule = Schedule.begun
    let project = Project.sample()
    #expect(schedule.handle(.projectChanged(project), at: .sample).count == 1)
    #expect(schedule.handle(.clockChanged, at: .sample) == [])
    #expect(schedule.handle(.projectChanged(project), at: .sample) == [])
  }

  /// Another program deletes the row and inserts another one under the same id while the server is still asked.
  @Test func anAcceptanceIsNotCreditedToAnotherRow() {
    var schedule = Schedule.begun
    let now = Moment.sample
    var old = Project.sample(timeout: "20s")
    old.scheduledAt = now.wall
    old.deadline = now.wall + .seconds(10)
    _ = schedule.handle(.serverCame, at: now)
    guard case .warn(let warning)? = schedule.handle(.projectChanged(old), at: now).first else {
      Issue.record("not warned")
      return
    }
    var other = old
    other.command = "rm -rf other"
    #expect(
      schedule.handle(.projectChanged(other), at: now) == [.renew(other, after: old.generation)])
    for effect in schedule.handle(.warningAccepted(warning), at: now) {
      guard case .withdraw = effect else {
        Issue.record("credited: \(effect)")
        continue
      }
    }
    // Nor in the file, should the row have been replaced before the schedule heard of it.
    let acceptance = Acceptance(
      generation: old.generation, bootID: "boot-1", awakeSeconds: 1, wall: now.wall, offset: .zero)
    #expect(throws: Refusal.self) { try other.note(acceptance, seen: old) }
  }

  /// A timeout that another program shortens, or a file put back from a backup, makes earlier warnings void.
  @Test func aRowThatWentBackIsWarnedAnew() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours", in: 301)
    world.advance(.seconds(10))
    world.rows[id]?.timeout = "4s"
    if let row = world.rows[id] { world.tell(.projectChanged(row)) }
    #expect(world.rows[id]?.generation == Generation(2))
    #expect(world.rows[id]?.acceptance == nil || world.shown.count == 2)
    let backup = world.rows[id]
    let now = world.now
    try? world.command(id) { row throws(Refusal) in try row.extend(by: .hours(1), at: now, policy: Policy()) }
    world.rows[id] = backup
    if let backup { world.tell(.projectChanged(backup)) }
    #expect(world.rows[id].map { $0.generation > Generation(3) } == true)
    #expect(world.claimed.isEmpty)
  }

  @Test func aPolicyChangeIsLookedAtOnce() {
    var world = Simulation()
    world.isServerThere = false
    world.start()
    world.add(timeout: "20s")
    world.advance(.minutes(1))
    #expect(world.claimed.isEmpty)
    var policy = Policy()
    policy.notificationsRequired = false
    world.tell(.policyChanged(policy))
    // The log says that the hold is over before it says that the teardown began.
    #expect(world.claimed.map(\.project.status) == [.scheduled])
  }
}
