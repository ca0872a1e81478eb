import Deadlines
import Testing

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
    world.pause(true)
    world.tell(.sleepAnnounced)
    #expect(world.sleepsTold.count == 1)
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

  /// A daemon that starts cannot know how long the machine has been awake.
  @Test func aDaemonThatStartsTakesTheMachineForJustWoken() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.sleep(.minutes(10))
    world.advance(.minutes(109))
    world.restart()
    world.advance(.seconds(90))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(2))
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
