import Testing

@testable import Deadlines

/// The rules of a run of attempts, each on one row.
@Suite("Rules of a run")
struct RunRulesTests {
  private let now = Moment.sample

  /// A row of the second attempt of three, which waits for the third from this second on.
  private var waiting: Project {
    var row = Project.due()
    row.status = .destroying
    row.attempts = Attempts(made: 2, nextAt: now.wall, generation: row.generation, bootID: now.bootID)
    return row
  }

  private var running: Project {
    var row = waiting
    row.attempts?.nextAt = nil
    return row
  }

  private var circumstances: Circumstances { Circumstances(now: now, policy: Policy()) }

  @Test("Of what is not being destroyed no attempt runs or waits")
  func stateCounts() {
    var row = waiting
    #expect(row.isBetweenAttempts && !row.isRunning && row.mayGoOn(in: circumstances))
    let run = row.attempts
    row.status = .scheduled
    #expect(row.attempts == nil && !row.mayGoOn(in: circumstances))
    row.attempts = run
    #expect(!row.isBetweenAttempts && !row.isRunning)
  }

  @Test("There is at least one attempt, and the last one knows that it is", arguments: [0, 1, 2, 3, 4])
  func lastAttempt(maximum: Int) {
    var policy = ExecutionPolicy()
    policy.maximumAttempts = maximum
    #expect(running.maximumAttempts(policy) == max(1, maximum))
    #expect(running.isLastAttempt(policy) == (maximum <= 2))
    #expect(waiting.isLastAttempt(policy) == (maximum <= 3))
    #expect(Project.due().isLastAttempt(policy) == (maximum <= 1))
  }

  @Test("A run lapses whatever of its row was changed", arguments: ["flag", "timeout", "generation", "boot"])
  func lapsing(what: String) throws {
    var row = waiting
    switch what {
    case "flag": row.isActive = false
    case "timeout": row.timeout = "soon"
    case "generation": row.generation = row.generation.next
    default: row.attempts?.bootID = "another"
    }
    #expect(row.standing(in: circumstances) == .lapsed)
    try row.endAttempts(seen: row, in: circumstances)
    #expect(row.status == (what == "flag" ? .cancelled : .scheduled))
  }

  @Test("Only a run that waits, and must not go on, is ended, and by what was seen of it")
  func ending() {
    var sound = waiting
    #expect(throws: Refusal.wrongState(.destroying, action: "end")) {
      try sound.endAttempts(seen: sound, in: circumstances)
    }
    var changed = running
    changed.generation = changed.generation.next
    #expect(throws: Refusal.wrongState(.destroying, action: "end")) {
      try changed.endAttempts(seen: changed, in: circumstances)
    }
    changed.attempts?.nextAt = now.wall
    #expect(throws: Refusal.self) { try changed.endAttempts(seen: waiting, in: circumstances) }
  }

  @Test("A claim goes by the run that was seen", arguments: [true, false])
  func claimBySight(isOther: Bool) throws {
    var row = waiting
    if isOther { row.attempts?.made = 1 }
    let attempt = Result { try row.claim(seen: waiting, in: circumstances) }
    #expect((try? attempt.get()) == nil ? isOther : row.attempts?.made == 3)
  }

  @Test("Its first claim begins a generation now")
  func firstClaim() throws {
    var row = Project.due()
    try row.claim(seen: row, in: circumstances)
    #expect(row.scheduledAt == now.wall && row.generation == Project.due().generation.next)
  }

  @Test("Extend schedules it at once, and Retry makes offers of before void")
  func usersWord() throws {
    var extended = waiting
    try extended.extend(by: .hours(1), at: now, policy: Policy())
    #expect(extended.status == .scheduled && extended.attempts == nil)
    var failed = Project.due()
    failed.fail(at: now)
    let offered = failed.generation
    try failed.retry(offered: offered, at: now, policy: Policy())
    #expect(throws: Refusal.self) { try failed.cancel(offered: offered, at: now) }
    #expect(failed.attempts?.nextAt == now.wall && failed.mayGoOn(in: circumstances))
  }

  @Test("Killing is offered for one generation")
  func killing() throws {
    var row = running
    try row.cancel(at: now)
    #expect(throws: Refusal.self) { try row.allowKilling(offered: row.generation.next) }
    try row.allowKilling(offered: row.generation)
  }

  @Test("What is heard of a teardown that is over takes up no place", arguments: [true, false])
  func heardAfterwards(isSilent: Bool) {
    var world = Simulation()
    world.tell(.serverCame)
    let id = world.add(in: 3_600)
    world.tell(.teardownSilent(id, isSilent))
    #expect(world.schedule.underWay.isEmpty)
    world.advance(.seconds(3_600))
    #expect(world.schedule.underWay == [id])
  }

  @Test("The first wait is the one of the settings, also before any attempt")
  func firstDelay() {
    #expect((0...1).map { ExecutionPolicy().delay(afterAttempt: $0) } == [.seconds(30), .seconds(30)])
  }
}
