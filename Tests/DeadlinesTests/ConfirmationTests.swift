import Testing

@testable import Deadlines

/// What a click on the question whether to destroy a project now may do, and what it may not.
@Suite("A confirming click")
struct ConfirmationTests {
  private let now = Moment(wall: Timestamp(1_000_000), awake: .seconds(5_000), bootID: "boot-1")

  private func project(_ status: ProjectStatus, _ reason: HoldReason? = nil) -> Project {
    var project = Project.sample(id: 1, timeout: "2 hours", now: now)
    project.deadline = now.wall + .hours(1)
    project.status = status
    project.holdReason = reason
    project.awaitsUser = true
    if status == .destroying {
      project.attempts = Attempts(made: 1, generation: project.generation, bootID: now.bootID)
    }
    return project
  }

  private func later(_ awake: Duration, asleep: Duration = .zero, wall: Duration? = nil) -> Moment {
    var later = now
    later.awake += awake
    later.asleep += asleep
    later.wall = later.wall + (wall ?? awake + asleep)
    return later
  }

  private static let settled: [(ProjectStatus, HoldReason?)] =
    [(.scheduled, nil), (.failed, nil)]
    + [.clock, .interrupted, .overdue, .unwarned].map { (.held, $0) }

  @Test("begins a run that is due at once, and settles what a click settles", arguments: settled)
  func settles(status: ProjectStatus, reason: HoldReason?) throws {
    var row = project(status, reason)
    let generation = row.generation
    try row.destroy(
      confirmed: Confirmation(of: row, acceptedAt: now), offered: generation, at: later(.seconds(119)),
      policy: Policy())
    #expect(row.isBetweenAttempts && row.holdReason == nil && !row.awaitsUser)
    #expect(
      row.generation > generation && row.attempts?.isConfirmed == true && row.attempts?.isTyped == false)
    #expect(row.standing(in: Circumstances(now: later(.seconds(119)), policy: Policy())) == .due)
  }

  @Test("destroys nothing that is protected, not allowed or makes no sense", arguments: [true, false])
  func bars(isAsked: Bool) {
    var policy = Policy()
    policy.protection.tags = ["keep"]
    for (unmet, change) in [
      (Guard.unprotected, { $0.name = "production" }), (.unprotected, { $0.tags = ["keep"] }),
      (.unprotected, { $0.isProtected = true }), (.sound, { $0.timeout = "soon" }),
      (
        .allowed,
        {
          $0.source = .file
          $0.file = FileStanding(consent: .changed)
        }
      ),
    ] as [(Guard, (inout Project) -> Void)] {
      var row = project(.scheduled)
      change(&row)
      #expect(throws: Refusal.guardNotMet(unmet)) {
        if isAsked { return try row.checkConfirmable(at: now, policy: policy) }
        try row.destroy(confirmed: Confirmation(of: row, acceptedAt: now), at: now, policy: policy)
      }
      #expect(row.status == .scheduled && row.attempts == nil)
    }
  }

  @Test(
    "destroys nothing that is under way or over",
    arguments: [ProjectStatus.destroying, .destroyed, .cancelled])
  func wrongStates(status: ProjectStatus) {
    var row = project(status)
    #expect(throws: Refusal.wrongState(status, action: "destroy")) {
      try row.checkConfirmable(at: now, policy: Policy())
    }
    #expect(throws: Refusal.wrongState(status, action: "destroy")) {
      try row.destroy(confirmed: Confirmation(of: row, acceptedAt: now), at: now, policy: Policy())
    }
    row.attempts?.nextAt = now.wall
    #expect(throws: Refusal.wrongState(status, action: "destroy")) {
      try row.checkConfirmable(at: now, policy: Policy())
    }
  }

  @Test("counts for the directory that its path led to only")
  func directory() throws {
    let seen = FileIdentity(device: 1, inode: 2)
    let question = Confirmation(of: project(.scheduled), in: seen, acceptedAt: now)
    try question.demandSameDirectory(seen)
    for other in [nil, FileIdentity(device: 1, inode: 3), .init(device: 2, inode: 2)] {
      #expect(throws: Refusal.directoryReplaced) { try question.demandSameDirectory(other) }
    }
  }

  @Test("counts for what its user saw only")
  func seen() {
    let shown = project(.scheduled)
    let question = Confirmation(of: shown, acceptedAt: now)
    let changes: [(inout Project) -> Void] = [
      { $0.generation = $0.generation.next }, { $0.command = "rm -rf /" }, { $0.path = "/elsewhere" },
      { $0.deadline = now.wall + .hours(2) }, { $0.name = "other" }, { $0.timeout = "3 hours" },
      { $0.createdAt = now.wall + .seconds(1) }, { $0.wishes.hooks.beforeDestroy = "x" },
    ]
    for change in changes {
      var row = shown
      change(&row)
      #expect(
        throws: Refusal.staleGeneration(offered: shown.generation, current: row.generation)
      ) { try row.destroy(confirmed: question, at: now, policy: Policy()) }
    }
    var row = shown
    let offered = row.generation.next
    #expect(throws: Refusal.staleGeneration(offered: offered, current: row.generation)) {
      try row.destroy(confirmed: question, offered: offered, at: now, policy: Policy())
    }
  }

  @Test("counts for nothing where no question was up")
  func notAsked() {
    var row = project(.scheduled)
    #expect(throws: Refusal.notAsked) { try row.destroy(confirmed: nil, at: now, policy: Policy()) }
    #expect(row.status == .scheduled)
  }

  @Test("counts for two minutes awake, in this boot, whatever the wall clock says")
  func validity() {
    var rebooted = later(.seconds(10))
    rebooted.bootID = "boot-2"
    let tooLate = [later(.minutes(2)), later(.minutes(2), wall: .hours(-3)), rebooted, later(.seconds(-1))]
    for moment in tooLate {
      var row = project(.scheduled)
      #expect(throws: Refusal.askedTooLongAgo) {
        try row.destroy(
          confirmed: Confirmation(of: row, acceptedAt: now), at: moment, policy: Policy())
      }
    }
    // Hours of sleep, and a clock that is set, are no time to decide in.
    for moment in [
      later(.seconds(119), asleep: .hours(9)), later(.seconds(1), wall: .hours(9)),
      later(.seconds(1), wall: .hours(-9)),
    ] {
      var row = project(.scheduled)
      #expect(throws: Never.self) {
        try row.destroy(confirmed: Confirmation(of: row, acceptedAt: now), at: moment, policy: Policy())
      }
    }
  }

  @Test("is no leave to destroy what became protected before its claim, or after a reboot")
  func lapses() throws {
    var row = project(.scheduled)
    try row.destroy(confirmed: Confirmation(of: row, acceptedAt: now), at: now, policy: Policy())
    var policy = Policy()
    policy.protection.paths = [row.path]
    #expect(row.standing(in: Circumstances(now: now, policy: policy)) == .lapsed)
    var rebooted = now
    rebooted.bootID = "boot-2"
    #expect(row.standing(in: Circumstances(now: rebooted, policy: Policy())) == .lapsed)
  }

  @Test("is void when another program changes what is run, though no generation tells of that")
  func changedWhileItWaits() throws {
    var policy = Policy()
    policy.maximumConcurrent = 1
    var world = Simulation(policy: policy)
    world.tell(.serverCame)
    world.add(1, in: 3_600)
    let id = world.add(2, in: 90_000)
    world.advance(.seconds(3_600))
    let (shown, now) = (try #require(world.rows[id]), world.now)
    try world.command(id) { row throws(Refusal) in
      try row.destroy(confirmed: Confirmation(of: shown, acceptedAt: now), at: now, policy: policy)
    }
    world.rows[id]?.wishes.hooks.beforeDestroy = "touch ../other"
    world.tell(.projectsChanged(world.rows.values.filter { $0.id == id }))
    #expect(world.rows[id]?.status == .scheduled)
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    #expect(world.claimed.map(\.project.id.number) == [1])
  }

  @Test("waits for a place and for the moment after waking, and can be taken back meanwhile")
  func waits() throws {
    var policy = Policy()
    policy.maximumConcurrent = 1
    var world = Simulation(policy: policy)
    world.tell(.serverCame)
    world.add(1, in: 3_600)
    world.add(2, in: 90_000)
    world.advance(.seconds(3_600))
    #expect(world.claimed.map(\.project.id.number) == [1])
    let (shown, now) = (try #require(world.rows[Project.ID(2)]), world.now)
    try world.command(Project.ID(2)) { row throws(Refusal) in
      try row.destroy(confirmed: Confirmation(of: shown, acceptedAt: now), at: now, policy: policy)
    }
    #expect(world.claimed.map(\.project.id.number) == [1])
    try world.command(Project.ID(2)) { row throws(Refusal) in
      try row.extend(by: .hours(1), at: now, policy: policy)
    }
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    #expect(world.claimed.map(\.project.id.number) == [1] && world.rows[Project.ID(2)]?.status == .scheduled)
    let again = try #require(world.rows[Project.ID(2)])
    world.tell(.wokeUp)
    try world.command(Project.ID(2)) { row throws(Refusal) in
      try row.destroy(confirmed: Confirmation(of: again, acceptedAt: now), at: now, policy: policy)
    }
    #expect(world.claimed.count == 1)
    world.advance(.minutes(2))
    #expect(world.claimed.map(\.project.id.number) == [1, 2])
  }
}
