import Testing

@testable import Deadlines

/// What is known of when the machine woke, by a daemon that did not see it.
@Suite struct WakingTests {
  /// The machine said that it woke, its clocks did not tell, and the daemon ended at once: the wait is known all the same.
  @Test func thatTheMachineWokeIsRememberedAtOnce() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(119))
    world.tell(.wokeUp)
    world.restart()
    world.advance(.seconds(90))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(31))
    #expect(world.claimed.count == 1)
  }

  /// The awake clock begins at zero with each boot, so when the machine woke in another one says nothing.
  @Test func whenItWokeInAnotherBootIsForgotten() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(30))
    world.sleep(.minutes(10))
    world.advance(.minutes(70))
    world.restart(rebooted: true)
    world.advance(.minutes(11))
    #expect(world.claimed.count == 1)
  }

  /// How long it slept in another boot says nothing of this one.
  @Test func sleepInThisBootCountsFromItsBeginning() {
    var schedule = Schedule(clocks: SeenClocks(bootID: "boot-0", asleep: .hours(2)))
    var now = Moment.sample
    now.asleep = .minutes(10)
    _ = schedule.handle(.timePassed, at: now)
    #expect(schedule.clocks.wokeAt == now.awake)
  }

  /// Two clocks are read one after the other, and networks correct by seconds: neither is a sleep.
  @Test func whatNobodyWouldNoticeIsNoSleep() {
    let now = Moment.sample
    var later = now
    later.asleep = .seconds(1)
    #expect(!later.hasSlept(since: now.asleep))
    later.asleep = .milliseconds(1_001)
    #expect(later.hasSlept(since: now.asleep))
    for (step, isNoticed) in [(60, false), (61, true)] as [(Int64, Bool)] {
      var set = now
      set.wall = now.wall + .seconds(step)
      #expect(set.isAhead(of: now.wallOffset) == isNoticed)
      #expect(now.isBehind(set.wallOffset) == isNoticed)
    }
  }

  /// What cannot have been seen in this boot was written by another program: it is taken for a sleep, not believed.
  @Test(arguments: [
    SeenClocks(bootID: "boot-1", asleep: .hours(2), wallOffset: .seconds(995_000)),
    SeenClocks(bootID: "boot-1", wallOffset: .seconds(995_000), wokeAt: .seconds(200_000_000_000)),
    SeenClocks(bootID: "boot-1", asleep: .seconds(-5_000_000), wallOffset: .seconds(995_000)),
  ])
  func clocksThatNobodyCanHaveSeenAreASleep(clocks: SeenClocks) {
    var schedule = Schedule(clocks: clocks)
    let now = Moment.sample
    _ = schedule.handle(.projectsChanged([.due()]), at: now)
    #expect(
      schedule.clocks
        == SeenClocks(
          bootID: "boot-1", wallOffset: .seconds(995_000), wokeAt: now.awake))
    #expect(schedule.nextWake == now.wall + .minutes(2))
    #expect(clocks.wokeAt(asOf: now) == nil)
  }

  /// What was rounded up when it was written is not ahead of a daemon that starts at once.
  @Test func aMomentThatWasRoundedUpIsKnown() {
    let now = Moment.sample
    let clocks = SeenClocks(
      bootID: "boot-1", asleep: .seconds(1), wallOffset: .seconds(995_000), wokeAt: now.awake + .seconds(1))
    #expect(clocks.wokeAt(asOf: now) == now.awake + .seconds(1))
    var schedule = Schedule(clocks: clocks)
    _ = schedule.handle(.timePassed, at: now)
    #expect(schedule.clocks == clocks)
  }
}
