import Testing

@testable import Deadlines

/// Who leaves the queue, and who gets a place that becomes free.
@Suite struct QueueTests {
  /// Three run; the others are due and wait.
  private func world(_ count: Int64) -> Simulation {
    var world = Simulation()
    world.start()
    for id in 1...count { world.add(id, timeout: "\(1_200 + id)s") }
    world.advance(.minutes(25))
    return world
  }

  @Test(arguments: ["removed", "removed while it waited", "cancelled", "claim refused"])
  func aPlaceThatBecomesFreeIsGivenAway(how: String) throws {
    var world = world(5)
    #expect(world.claimed.count == 3)
    switch how {
    case "removed":
      world.rows[Project.ID(1)] = nil
      world.tell(.projectRemoved(Project.ID(1)))
      #expect(world.claimed.map(\.project.id.number) == [1, 2, 3, 4])
    case "removed while it waited":
      world.rows[Project.ID(4)] = nil
      world.tell(.projectRemoved(Project.ID(4)))
      world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
      #expect(world.claimed.map(\.project.id.number) == [1, 2, 3, 5])
    case "cancelled":
      let now = world.now
      try world.command(Project.ID(4)) { row throws(Refusal) in try row.cancel(at: now) }
      world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
      #expect(world.claimed.map(\.project.id.number) == [1, 2, 3, 5])
    default:
      world.defersClaims = true
      world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
      #expect(world.unansweredClaims.map(\.id.number) == [4])
      world.tell(.effectFailed(Project.ID(4)))
      #expect(world.unansweredClaims.map(\.id.number) == [4, 5])
    }
  }

  /// An effect that fails while the teardown runs gives no place away.
  @Test func aPlaceThatIsTakenStaysTaken() {
    var world = world(4)
    world.tell(.effectFailed(Project.ID(1)))
    #expect(world.claimed.count == 3)
  }

  private let now = Moment.sample

  /// Three are under way, and the fourth is due since this second.
  private var rows: [Project] {
    (1...4 as ClosedRange<Int64>).map { id in
      var project = Project.due(id: id)
      if id < 4 { project.status = .destroying }
      return project
    }
  }

  /// What changed while it waited is not claimed before its user has been warned of it as it is now.
  @Test func whatChangedWhileItWaitedIsNotClaimed() {
    var schedule = Schedule.begun
    var rows = rows
    #expect(
      schedule.handle(.projectsChanged(rows), at: now) == [.delay(rows[3], .placeFree, until: nil)])
    rows[0].finishDestroying()
    rows[3].command = "rm -rf other"
    #expect(
      schedule.handle(.projectsChanged(rows), at: now) == [.renew(rows[3], after: rows[3].generation)])
  }

  /// Nobody tells of a clock that is set back by seconds, so each is asked about once more when its turn comes.
  @Test func whatIsNoLongerDueIsNotClaimed() {
    var schedule = Schedule.begun
    var rows = rows
    _ = schedule.handle(.projectsChanged(rows), at: now)
    var earlier = now.after(.seconds(1))
    earlier.wall = now.wall - .seconds(30)
    rows[0].finishDestroying()
    #expect(schedule.handle(.executionEnded(rows[0]), at: earlier).isEmpty)
    #expect(schedule.nextWake == now.wall)
  }

  @Test func oneAtATimeAtLeast() {
    var policy = Policy()
    policy.maximumConcurrent = 0
    var schedule = Schedule(policy: policy, clocks: Schedule.begun.clocks)
    let row = rows[3]
    guard case .claim? = schedule.handle(.projectsChanged([row]), at: now).first else {
      return #expect(Bool(false), "not claimed")
    }
    #expect([row].queue(at: now, policy: policy).isEmpty)
  }

  @Test func onlyWhatIsDueIsInTheQueue() {
    var rows = rows
    var tomorrow = rows[3]
    tomorrow.id = Project.ID(5)
    tomorrow.deadline = now.wall + .days(1)
    var unwarned = rows[3]
    unwarned.id = Project.ID(6)
    unwarned.acceptance = nil
    rows += [tomorrow, unwarned]
    #expect(rows.queue(at: now, policy: Policy()) == [Project.ID(4)])
  }

  /// Lateness is measured when the last other obstacle goes, and a file that cannot be read is one.
  @Test func waitingIsOverWhenSomethingElseBarsIt() {
    var world = world(4)
    let id = Project.ID(4)
    for config in ["unreadable", nil] {
      world.rows[id]?.unreadableConfig = config
      if let row = world.rows[id] { world.tell(.projectsChanged([row])) }
      if config != nil { world.advance(.hours(5)) }
    }
    #expect(world.rows[id]?.holdReason == .overdue)
  }

  /// Having waited once excuses no lateness after an extension; and the next wait is told of as well.
  @Test(arguments: [true, false])
  func waitingOnceIsForgottenWithTheExtension(sleeps: Bool) throws {
    var world = world(4)
    #expect(world.delays == [.placeFree])
    let now = world.now
    try world.command(Project.ID(4)) { row throws(Refusal) in
      try row.extend(by: .hours(1), at: now, policy: Policy())
    }
    if sleeps {
      world.advance(.minutes(50))
      world.sleep(.hours(5))
      #expect(world.rows[Project.ID(4)]?.holdReason == .overdue)
    } else {
      world.advance(.minutes(61))
      #expect(world.delays == [.placeFree, .placeFree])
    }
  }

  /// The moment after waking takes it out of the queue, but not its wait.
  @Test(arguments: [true, false])
  func whatIsDueButForTheMomentAfterWakingLeavesTheQueue(saysSo: Bool) {
    var schedule = Schedule.begun
    _ = schedule.handle(.projectsChanged(rows), at: now)
    #expect(schedule.queue.contains(Project.ID(4)))
    var later = now
    if !saysSo { later.asleep += .seconds(10) }
    _ = schedule.handle(saysSo ? .wokeUp : .timePassed, at: later)
    #expect(!schedule.queue.contains(Project.ID(4)))
    #expect(schedule.entries[Project.ID(4)]?.queuedAt == now.awake)
  }
}
