import Testing

@testable import Deadlines

/// A pause after the first warning: what it held back is warned of afresh, and has its notice from then on.
@Suite struct PauseTests {
  /// A project of two hours that was warned of an hour before its deadline, and nothing since.
  private func warnedLongAgo() -> Simulation {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.minutes(61))
    #expect(world.shown.map(\.warning.offset) == [.minutes(60)])
    world.pause(true)
    return world
  }

  @Test func nothingIsDestroyedWhoseLaterWarningsWereHeldBack() throws {
    var world = warnedLongAgo()
    world.advance(.minutes(70))
    #expect(world.claimed.isEmpty)
    #expect(world.held == [.unwarned] && world.silences == [.paused])
    let end = world.now
    world.pause(false)
    #expect(world.shown.count == 2)
    world.advance(.seconds(299))
    #expect(world.claimed.isEmpty)
    world.advance(.seconds(2))
    let claim = try #require(world.claimed.first)
    #expect(claim.at.wall - end.wall >= .minutes(5))
  }

  /// The pause ends shortly before the deadline: that is no notice.
  @Test func aPauseThatEndsLateDelaysTheTeardown() throws {
    var world = warnedLongAgo()
    world.advance(.minutes(58))
    let end = world.now
    world.pause(false)
    #expect(world.shown.count == 2)
    world.advance(.minutes(20))
    let claim = try #require(world.claimed.first)
    #expect(claim.at.wall - end.wall >= .minutes(5))
    #expect(claim.at.wall - end.wall <= .minutes(6))
  }

  /// The last warning was given: its user knows.
  @Test func whoWasWarnedOfEverythingIsNotHeld() throws {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.advance(.seconds(2 * 3_600 - 30))
    #expect(world.shown.last?.warning.offset == .minutes(1))
    world.pause(true)
    world.advance(.minutes(2))
    #expect(world.claimed.count == 1)
    #expect(world.held.isEmpty)
  }

  /// A server that held back by a mode of its own, and is another one now.
  @Test func anotherServerEndsItsMode() throws {
    var world = warnedLongAgo()
    world.advance(.minutes(58))
    let end = world.now
    world.isPaused = false
    world.tell(.serverCame)
    world.advance(.minutes(20))
    let claim = try #require(world.claimed.first)
    #expect(claim.at.wall - end.wall >= .minutes(5))
  }
}
