import Testing

@testable import Deadlines

/// A run of attempts: what follows a failure, and what ends the run.
@Suite("Attempts")
struct AttemptTests {
  private let id = Project.ID(1)

  /// A world whose project is being torn down for the first time.
  private func running(
    attempts: Int = 3, _ adjust: (inout Project) -> Void = { _ in }
  ) -> Simulation {
    var policy = Policy()
    policy.execution.maximumAttempts = attempts
    var world = Simulation(policy: policy)
    world.tell(.serverCame)
    world.add(in: 3_600, adjust)
    world.advance(.seconds(3_600))
    return world
  }

  private func fail(_ world: inout Simulation, isWorthRetrying: Bool = true) {
    let execution = world.schedule.policy.execution
    world.finish(id) { row, now in
      row.failAttempt(isWorthRetrying: isWorthRetrying, at: now, policy: execution)
    }
  }

  @Test("are made after 30 seconds, then after a minute, and then it has failed")
  func followEachOther() {
    var world = running()
    #expect(world.claimed.count == 1)
    let generation = world.rows[id]?.generation
    fail(&world)
    #expect(world.rows[id]?.isBetweenAttempts == true)
    world.advance(.seconds(29))
    #expect(world.claimed.count == 1)
    world.advance(.seconds(1))
    #expect(world.claimed.count == 2)
    fail(&world)
    world.advance(.seconds(59))
    #expect(world.claimed.count == 2)
    world.advance(.seconds(1))
    #expect(world.claimed.count == 3)
    #expect(world.rows[id]?.generation == generation)
    #expect(world.rows[id]?.attempts?.made == 3)
    fail(&world)
    #expect(world.rows[id]?.status == .failed)
    #expect(world.rows[id]?.attempts == nil)
    world.advance(.hours(2))
    #expect(world.claimed.count == 3)
    #expect(!world.reminded.isEmpty)
  }

  @Test("end with a failure that no other attempt would mend")
  func whatIsNotWorthRetrying() {
    var world = running()
    fail(&world, isWorthRetrying: false)
    #expect(world.rows[id]?.status == .failed)
  }

  @Test("are as many as the project itself wants", arguments: [0, 1, 4])
  func projectsOwn(retries: Int) {
    var world = running { $0.wishes.retries = retries }
    for _ in 0..<retries {
      fail(&world)
      world.advance(.hours(1))
    }
    #expect(world.claimed.count == retries + 1)
    fail(&world)
    #expect(world.rows[id]?.status == .failed)
  }

  @Test("warn nobody once more, and take up no place while they wait")
  func waitingIsCalm() {
    var world = running()
    let shown = world.shown.count
    fail(&world)
    #expect(world.schedule.underWay.isEmpty)
    world.advance(.seconds(20))
    #expect(world.shown.count == shown)
    #expect(world.held.isEmpty)
  }

  @Test("wait for a place like any other teardown")
  func waitForAPlace() {
    var world = running()
    fail(&world)
    world.schedule.underWay = [Project.ID(7), Project.ID(8), Project.ID(9)]
    world.advance(.minutes(10))
    #expect(world.claimed.count == 1)
    world.schedule.underWay = []
    world.tell(.timePassed)
    #expect(world.claimed.count == 2)
  }

  @Test("are given up by Cancel")
  func cancelBetween() throws {
    var world = running()
    fail(&world)
    let now = world.now
    try world.command(id) { row throws(Refusal) in try row.cancel(at: now) }
    #expect(world.rows[id]?.status == .cancelled)
    world.advance(.hours(1))
    #expect(world.claimed.count == 1)
  }

  @Test("begin anew after Extend, with a warning of their own")
  func extendBetween() throws {
    var world = running()
    fail(&world)
    let now = world.now
    let policy = world.schedule.policy
    try world.command(id) { row throws(Refusal) in try row.extend(by: .hours(1), at: now, policy: policy) }
    #expect(world.rows[id]?.status == .scheduled)
    #expect(world.rows[id]?.attempts == nil)
    let shown = world.shown.count
    world.advance(.minutes(59))
    #expect(world.claimed.count == 1)
    #expect(world.shown.count > shown)
    world.advance(.minutes(2))
    #expect(world.claimed.count == 2)
    #expect(world.rows[id]?.attempts?.made == 1)
  }

  @Test("do not go on after a reboot: it is warned of first")
  func reboot() {
    var world = running()
    fail(&world)
    let before = world.shown.count
    world.restart(rebooted: true)
    world.advance(.minutes(1))
    #expect(world.claimed.count == 1)
    #expect(world.rows[id]?.status.awaitsDeadline == true)
    #expect(world.shown.count > before)
    world.advance(.minutes(40))
    #expect(world.claimed.count == 2)
  }

  @Test("go on with the next daemon of the same boot")
  func restart() {
    var world = running()
    fail(&world)
    world.restart()
    world.advance(.seconds(31))
    #expect(world.claimed.count == 2)
  }

  @Test("do not go on for a row that another program changed", arguments: ["command", "deadline", "flag"])
  func foreignChange(what: String) throws {
    var world = running()
    fail(&world)
    var row = try #require(world.rows[id])
    switch what {
    case "command": row.command = "rm -rf /"
    case "deadline": row.deadline = row.deadline.map { $0 + .hours(5) }
    default: row.isActive = false
    }
    row.generation = row.generation.next
    world.rows[id] = row
    world.tell(.projectsChanged([row]))
    world.advance(.minutes(2))
    #expect(world.claimed.count == 1)
    #expect(
      world.rows[id]?.status == (what == "flag" ? .cancelled : .scheduled) || world.rows[id]?.status == .held)
  }

  @Test("follow at once where the clock was set back far, rather than long after")
  func clockSetBack() {
    var world = running()
    fail(&world)
    world.setClock(by: -3_600)
    world.advance(.minutes(5))
    #expect(world.claimed.count == 2)
  }

  @Test("do not begin in the moment after the machine woke")
  func afterWaking() {
    var world = running()
    fail(&world)
    world.sleep(.minutes(1))
    #expect(world.claimed.count == 1)
    world.advance(.seconds(119))
    #expect(world.claimed.count == 1)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 2)
  }

  @Test("wait longer each time, up to an hour")
  func delays() {
    let policy = ExecutionPolicy()
    #expect(
      (1...4).map { policy.delay(afterAttempt: $0) } == [
        .seconds(30), .seconds(60), .seconds(120), .seconds(240),
      ])
    #expect(policy.delay(afterAttempt: 1_000) == .hours(1))
    var slow = policy
    slow.retryDelay = .hours(3)
    #expect(slow.delay(afterAttempt: 5) == .hours(3))
  }
}
