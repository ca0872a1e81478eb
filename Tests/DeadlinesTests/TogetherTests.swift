import Testing

@testable import Deadlines

/// Warnings that come due together, teardowns that wait for a place, and machines that go to sleep.
@Suite struct TogetherTests {
  private func world(_ count: Int64) -> Simulation {
    var world = Simulation()
    world.start()
    for id in 1...count { world.add(id, timeout: "4 hours", in: 7_200 + id) }
    return world
  }

  @Test func upToThreeAreShownApart() {
    var world = world(3)
    world.sleep(.minutes(80))
    #expect(world.shown.count == 3 && world.summaries.isEmpty)
  }

  @Test(arguments: [(4, [4]), (8, [8]), (9, [8]), (11, [8, 3]), (16, [8, 8])] as [(Int64, [Int])])
  func moreAreSummariesOfAtMostEight(count: Int64, named: [Int]) {
    var world = world(count)
    world.sleep(.minutes(80))
    #expect(world.summaries.map(\.count) == named)
    #expect(world.shown.count == Int(count))
    #expect(Set(world.shown.map(\.warning.project.id)).count == Int(count))
    // A summary is a warning for each that it names.
    world.advance(.minutes(41))
    #expect(world.claimed.count == 3)
  }

  /// A person adds six projects one after the other, and is warned of them one minute before they would all have come.
  @Test func whatComesWithinAMinuteIsOneSummary() {
    var world = Simulation()
    world.start()
    for id in 1...6 as ClosedRange<Int64> { world.add(id, timeout: "4 hours", in: 7_200 + id * 10) }
    world.advance(.minutes(70))
    #expect(world.summaries.map(\.count) == [6])
    world.advance(.minutes(45))
    // Fifteen minutes before, and five minutes before, the seconds between them are fewer.
    #expect(world.summaries.count >= 2 && world.shown.count < 18 + 1)
    world.advance(.minutes(10))
    #expect(Set(world.claimed.map(\.project.id)).count == 3)
  }

  /// Three together are shown apart, each at its own time.
  @Test func fewAreNotHurried() {
    var world = Simulation()
    world.start()
    for id in 1...3 as ClosedRange<Int64> { world.add(id, timeout: "4 hours", in: 7_200 + id * 10) }
    world.advance(.minutes(60) + .seconds(10))
    #expect(world.shown.count == 1)
  }

  /// Ten overdue projects are each held by a write of their own before they can be warned of; it is one notification.
  @Test func whatIsHeldOneByOneIsToldTogether() {
    var world = world(7)
    world.advance(.minutes(1))
    world.now = world.now.after(.hours(4))
    world.restart()
    #expect(world.summaries.map(\.count) == [7])
    #expect(world.rows.values.allSatisfy { $0.holdReason == .overdue })
    world.advance(.minutes(31))
    #expect(world.claimed.count == 3)
  }

  /// The same with a server there: each is held by an effect of its own, and none is warned of before the last is held.
  @Test func effectsThatAreOutstandingAreWaitedFor() {
    var world = Simulation()
    world.start()
    let rows = (1...6 as ClosedRange<Int64>).map { id in
      var project = Project.sample(id: id, timeout: "2 hours")
      project.scheduledAt = Moment.sample.wall - .hours(5)
      project.deadline = Moment.sample.wall - .hours(3)
      return project
    }
    for row in rows { world.rows[row.id] = row }
    world.tell(.projectsChanged(rows))
    #expect(world.summaries.map(\.count) == [6])
  }

  @Test func theQueueIsToldOnceInEachGeneration() {
    var world = world(5)
    world.advance(.minutes(125))
    #expect(world.claimed.count == 3)
    #expect(world.delays.filter { $0 == .placeFree }.count == 2)
    world.advance(.hours(3))
    #expect(world.delays.filter { $0 == .placeFree }.count == 2)
    #expect(Array(world.rows.values).queue(at: world.now, policy: Policy()) == [4, 5].map { Project.ID($0) })
    world.finish(Project.ID(1)) { row, _ in row.finishDestroying() }
    #expect(world.claimed.count == 4)
    #expect(Array(world.rows.values).queue(at: world.now, policy: Policy()) == [Project.ID(5)])
  }

  @Test func whatTheNightWouldHideIsToldBeforeSleep() {
    var world = world(2)
    world.add(3, timeout: "2 days")
    world.tell(.sleepAnnounced)
    #expect(world.sleepsTold.map { $0.map(\.id.number) } == [[1, 2]])
    // Nor of what is only warned of meanwhile, or is not destroyed without its user, or runs already.
    world.add(4, timeout: "1 day", in: 45_000)
    world.add(5, timeout: "2 hours") { $0.awaitsUser = true }
    world.add(6, timeout: "2 hours") { $0.status = .destroying }
    world.tell(.sleepAnnounced)
    #expect(world.sleepsTold.last?.map(\.id.number) == [1, 2])
    world.sleepsTold.removeLast()
    world.pause(true)
    world.tell(.sleepAnnounced)
    #expect(world.sleepsTold.count == 1)
  }

  @Test func whereNothingIsHiddenNothingIsTold() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 days")
    world.tell(.sleepAnnounced)
    #expect(world.sleepsTold.isEmpty)
  }

  /// The machine may say that it woke before its clocks can tell.
  @Test func nothingStartsAfterTheMachineSaysItWoke() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(119))
    world.now = world.now.after(.minutes(2))
    world.tell(.wokeUp)
    #expect(world.claimed.isEmpty)
    #expect(world.delays == [.settledAfterWake])
    world.advance(.seconds(119))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
  }

  /// A daemon that knows nothing of this boot cannot know how long the machine has been awake either.
  @Test func aFirstDaemonTakesTheMachineForJustWoken() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.sleep(.minutes(10))
    world.advance(.minutes(109))
    world.clocks = SeenClocks()
    world.restart()
    world.advance(.seconds(90))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(2))
    #expect(world.claimed.count == 1)
  }

  /// The wait after waking outlives the daemon, and what happens to the clocks while there is none is noticed.
  @Test(arguments: ["restarted", "slept", "set ahead"])
  func aRestartIsNoWayAroundTheWait(meanwhile: String) {
    var world = Simulation()
    world.start()
    world.add(timeout: "30m")
    world.advance(.minutes(29))
    switch meanwhile {
    case "slept":
      world.now.asleep += .minutes(2)
      world.now.wall = world.now.wall + .minutes(2)
    case "set ahead": world.now.wall = world.now.wall + .minutes(2)
    default: world.setClock(by: 120)
    }
    world.restart()
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(119))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
    // And a machine that only went on is not kept waiting.
    var quiet = Simulation()
    quiet.start()
    quiet.add(timeout: "30m")
    quiet.sleep(.minutes(1))
    quiet.advance(.minutes(28))
    quiet.restart()
    quiet.advance(.minutes(1))
    #expect(quiet.claimed.count == 1)
  }

  /// A server that dies of what it is shown, and is started again by the bus, is not shown it without end.
  @Test func aServerThatComesAgainAndAgainGetsItsRest() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(62))
    for _ in 0..<100 {
      world.tell(.serverWent)
      world.tell(.serverCame)
    }
    let shown = world.shown.count
    #expect(shown <= 4)
    world.advance(.seconds(31))
    #expect(world.shown.count == shown + 1)
  }

  /// Set back a little in the wait after waking, the clock does not end it.
  @Test func theWaitAfterWakingOutlivesAClockSetBack() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(118))
    world.sleep(.minutes(4))
    world.setClock(by: -100)
    world.advance(.seconds(100))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(30))
    #expect(world.claimed.count == 1)
  }

  /// Set ahead over the deadline, the clock leaves the user no less than after waking, and a warning that says so.
  @Test func aClockSetAheadIsLikeWaking() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(106))
    #expect(world.shown.map(\.warning.offset) == [.minutes(60), .minutes(15)])
    world.setClock(by: 15 * 60)
    #expect(world.claimed.isEmpty)
    #expect(world.shown.last?.warning.offset == .minutes(1))
    #expect(world.shown.last?.warning.due == world.now.wall + .minutes(2))
    world.advance(.seconds(119))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
  }

  @Test func aProjectsOwnWarningTimesComeFirst() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours") { $0.warningOffsets = [.minutes(30), .minutes(10)] }
    world.advance(.hours(2))
    #expect(world.shown.map(\.warning.offset) == [.minutes(30), .minutes(10)])
    #expect(world.claimed.count == 1)
  }
}

/// Why nobody could be warned is written down with the hold, and again when it is another reason.
@Suite struct SilenceTests {
  @Test func itIsSaidWhy() {
    var world = Simulation()
    world.isServerThere = false
    world.start()
    let id = world.add(timeout: "20s")
    world.advance(.minutes(1))
    #expect(world.silences == [.noServer])
    world.isServerThere = true
    world.serverAccepts = false
    world.tell(.serverCame)
    #expect(world.rows[id]?.silence == .refused)
    world.pause(true)
    #expect(world.rows[id]?.silence == .paused)
    var policy = Policy()
    policy.notificationsEnabled = false
    world.tell(.policyChanged(policy))
    #expect(world.rows[id]?.silence == .disabled)
    world.advance(.days(1))
    #expect(world.silences == [.noServer, .refused, .paused, .disabled])
    #expect(world.claimed.isEmpty)
  }

  /// A pause must never let a destroy happen that it kept unwarned.
  @Test func aPauseOverTheDeadlineIsNoWarning() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours")
    world.pause(true)
    world.advance(.hours(3))
    #expect(world.claimed.isEmpty && world.shown.isEmpty)
    #expect(world.rows[id]?.holdReason == .unwarned)
    world.pause(false)
    #expect(world.shown.count == 1)
    world.advance(.seconds(299))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    #expect(world.claimed.count == 1)
  }

  /// Nobody is shown anything where the settings say so, and nothing is tried.
  @Test func whereNotificationsAreDisabledNoneIsTried() {
    var policy = Policy()
    policy.notificationsEnabled = false
    var world = Simulation(policy: policy)
    world.start()
    world.add(timeout: "20s")
    world.advance(.minutes(1))
    #expect(world.shown.isEmpty && world.schedule.nextWake == nil)
  }

  /// While nobody can be shown anything, nothing wakes the daemon in vain.
  @Test func aPauseIsNotKnockedAt() {
    var world = Simulation()
    world.start()
    world.add(timeout: "20s")
    world.pause(true)
    world.advance(.minutes(1))
    #expect(world.schedule.nextWake == nil)
  }
}

/// Servers that go at the wrong moment.
@Suite struct LostWarningTests {
  /// A warning that was gathered but never handed out must not keep the later ones back.
  @Test func aServerThatGoesBeforeAWarningIsHandedOut() {
    var schedule = Schedule.begun
    var now = Moment.sample
    _ = schedule.handle(.serverCame, at: now)
    var project = Project.sample(timeout: "4 hours")
    project.scheduledAt = now.wall
    project.deadline = now.wall + .hours(2)
    _ = schedule.handle(.projectsChanged([project]), at: now)
    now = now.after(.hours(1))
    guard case .warn(let warning)? = schedule.handle(.timePassed, at: now).first else {
      return #expect(Bool(false), "not warned")
    }
    guard
      case .recordAcceptance(_, let acceptance)? = schedule.handle(.warningAccepted(warning), at: now).first
    else { return #expect(Bool(false), "not accepted") }
    project.acceptance = acceptance
    _ = schedule.handle(.effectDone(project), at: now)
    // Another project's effect is outstanding while the server is replaced and goes again.
    let other = Project.sample(id: 2)
    now = now.after(.minutes(1))
    _ = schedule.handle(.projectsChanged([other]), at: now)
    _ = schedule.handle(.serverCame, at: now)
    _ = schedule.handle(.serverWent, at: now)
    #expect(schedule.gathered.isEmpty && schedule.gatheredSince == nil)
    #expect(schedule.handle(.projectRemoved(other.id), at: now).isEmpty)
    now = now.after(.minutes(1))
    #expect(schedule.handle(.serverCame, at: now) == [.warn(warning)])
    _ = schedule.handle(.warningAccepted(warning), at: now)
    _ = schedule.handle(.effectDone(project), at: now)
    now = now.after(.minutes(43))
    let effects = schedule.handle(.timePassed, at: now)
    #expect(
      effects.contains { if case .warn(let next) = $0 { next.offset == .minutes(15) } else { false } },
      "\(effects)")
  }

  /// What a new server refuses is offered to it again, though its user was warned by the old one.
  @Test func aLostWarningThatIsRefusedIsShownLater() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(62))
    world.serverAccepts = false
    world.tell(.serverCame)
    #expect(world.shown.count == 1)
    world.serverAccepts = true
    world.advance(.seconds(31))
    #expect(world.shown.map(\.warning.offset) == [.minutes(60), .minutes(60)])
    // The same where it came back paused.
    world.pause(true)
    world.tell(.serverCame)
    world.isPaused = true
    world.tell(.notificationsPaused(true))
    world.pause(false)
    #expect(world.shown.count >= 3)
  }
}
