import Testing

@testable import Deadlines

/// What a user may do to a teardown that runs or has failed, and the teardown that a typed name begins.
@Suite("A user's word")
struct UserWordTests {
  private let now = Moment(wall: Timestamp(1_000_000), awake: .seconds(5_000), bootID: "boot-1")

  private func project(_ status: ProjectStatus, _ reason: HoldReason? = nil) -> Project {
    var project = Project.sample(id: 1, timeout: "2 hours", now: now)
    project.deadline = now.wall + .hours(1)
    project.status = status
    project.holdReason = reason
    if status == .destroying {
      project.attempts = Attempts(made: 1, generation: project.generation, bootID: now.bootID)
    }
    return project
  }

  @Test("claims whatever waits, and settles every hold but two")
  func typedDestroy() throws {
    let claimable: [(ProjectStatus, HoldReason?)] =
      [(.scheduled, nil), (.failed, nil)]
      + HoldReason.allCases.filter { $0 != .untrusted && $0 != .invalid }.map { (.held, $0) }
    for (status, reason) in claimable {
      var row = project(status, reason)
      row.awaitsUser = true
      let before = row.generation
      try row.claimAtUsersWord(at: now)
      #expect(row.status == .destroying && row.holdReason == nil && !row.awaitsUser)
      #expect(row.generation > before)
      #expect(
        row.attempts == Attempts(made: 1, generation: row.generation, bootID: now.bootID, isTyped: true))
    }
  }

  @Test("claims nothing that is untrusted, makes no sense, runs or is over")
  func typedDestroyRefused() {
    var untrusted = project(.held, .untrusted)
    untrusted.source = .file
    untrusted.file = FileStanding(consent: .unasked)
    #expect(throws: Refusal.guardNotMet(.allowed)) { try untrusted.claimAtUsersWord(at: now) }
    var flawed = project(.scheduled)
    flawed.path = "relative"
    #expect(throws: Refusal.guardNotMet(.sound)) { try flawed.claimAtUsersWord(at: now) }
    for status in [ProjectStatus.destroying, .destroyed, .cancelled] {
      var row = project(status)
      #expect(throws: Refusal.wrongState(status, action: "destroy")) { try row.claimAtUsersWord(at: now) }
    }
  }

  @Test("begins a run anew where attempts wait")
  func typedDestroyBetweenAttempts() throws {
    var row = project(.destroying)
    row.attempts?.nextAt = now.wall + .seconds(30)
    row.attempts?.made = 2
    try row.claimAtUsersWord(at: now)
    #expect(row.attempts?.made == 1)
    #expect(row.isRunning)
  }

  @Test("stops a running teardown once; then it may be killed")
  func stopping() throws {
    var row = project(.destroying)
    let generation = row.generation
    #expect(throws: Refusal.notStopping) { try row.allowKilling() }
    try row.cancel(at: now)
    #expect(row.status == .destroying && row.generation == generation)
    #expect(throws: Refusal.stopping(since: now.wall)) { try row.cancel(at: now) }
    try row.allowKilling()
    row.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    #expect(row.status == .failed)
    #expect(throws: Refusal.wrongState(.failed, action: "kill")) { try row.allowKilling() }
  }

  @Test("cannot be extended while it runs")
  func extendingRunning() {
    var row = project(.destroying)
    #expect(throws: Refusal.notExtendable(.destroying, nil)) {
      try row.extend(by: .hours(1), at: now, policy: Policy())
    }
  }

  @Test("tries a failed teardown again at once, offered for this generation only")
  func retrying() throws {
    var world = Simulation()
    world.tell(.serverCame)
    world.add(in: 3_600)
    world.advance(.seconds(3_600))
    world.finish(Project.ID(1)) { row, now in row.fail(at: now) }
    let offered = try #require(world.rows[Project.ID(1)]).generation
    let now = world.now
    try world.command(Project.ID(1)) { row throws(Refusal) in
      try row.retry(offered: offered, at: now, policy: Policy())
    }
    #expect(world.claimed.count == 2)
    #expect(world.rows[Project.ID(1)]?.attempts?.made == 1)
    var row = project(.failed)
    #expect(throws: Refusal.self) {
      try row.retry(offered: row.generation.next, at: now, policy: Policy())
    }
    var scheduled = project(.scheduled)
    #expect(throws: Refusal.wrongState(.scheduled, action: "retry")) {
      try scheduled.retry(at: now, policy: Policy())
    }
  }

  @Test("a teardown that is silent gives back its place until it is heard again")
  func silence() {
    var policy = Policy()
    policy.maximumConcurrent = 1
    var world = Simulation(policy: policy)
    world.tell(.serverCame)
    world.add(1, in: 3_600)
    world.add(2, in: 3_601)
    world.advance(.seconds(3_605))
    #expect(world.claimed.map(\.project.id.number) == [1])
    world.tell(.teardownSilent(Project.ID(1), true))
    #expect(world.claimed.map(\.project.id.number) == [1, 2])
    world.tell(.teardownSilent(Project.ID(1), false))
    #expect(world.schedule.underWay.count == 2)
  }

  @Test(
    "an attempt after a silent one takes up a place, but not the same one that is asked to stop",
    arguments: [true, false])
  func silenceOfOneAttempt(isOfSameRun: Bool) throws {
    var world = Simulation()
    world.tell(.serverCame)
    let id = world.add(in: 3_600)
    world.advance(.seconds(3_600))
    world.tell(.teardownSilent(id, true))
    let now = world.now
    try world.command(id) { row throws(Refusal) in try row.cancel(at: now) }
    #expect(world.schedule.underWay.isEmpty)
    // The end of the one and the beginning of the other are seen at once.
    if isOfSameRun {
      world.rows[id]?.attempts?.made = 2
    } else {
      world.rows[id]?.attempts?.generation = Generation(9)
    }
    world.tell(.projectsChanged(world.rows.values.map(\.self)))
    #expect(world.schedule.underWay == [id])
  }

  @Test("a teardown that was given up and then never started is cancelled", arguments: [true, false])
  func neverStarted(isStopped: Bool) throws {
    var row = project(.destroying)
    if isStopped { try row.cancel(at: now) } else { row.isActive = false }
    row.returnToSchedule(at: now)
    #expect(row.status == .cancelled && !row.isActive)
    var wanted = project(.destroying)
    wanted.returnToSchedule(at: now)
    #expect(wanted.status == .scheduled && wanted.acceptance == nil)
  }

  @Test("what another program switched off while it ran has no further attempt")
  func switchedOffWhileRunning() {
    var row = project(.destroying)
    row.isActive = false
    row.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    #expect(row.status == .failed)
  }

  @Test("a teardown whose row does not tell of its run has no further attempt", arguments: [true, false])
  func runThatIsNotTold(isChanged: Bool) {
    var row = project(.destroying)
    // As in a row of an earlier version, or where another program wrote NULL; it was warned of in no run.
    row.attempts = nil
    if isChanged {
      row.command = "rm -rf /"
      row.generation = row.generation.next
    }
    row.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    #expect(row.status == .failed)
  }

  @Test("a request to stop it makes no run of one that is not told of")
  func stoppingWhatIsNotTold() throws {
    var row = project(.destroying)
    row.attempts = nil
    try row.cancel(at: now)
    #expect(row.attempts?.stopRequestedAt == now.wall)
    row.attempts?.stopRequestedAt = nil
    row.attempts?.nextAt = now.wall
    #expect(row.standing(in: Circumstances(now: now, policy: Policy())) == .lapsed)
  }
}
