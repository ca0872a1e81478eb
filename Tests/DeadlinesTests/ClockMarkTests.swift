import Testing

@testable import Deadlines

/// What the wall clock is held against, event by event, and what follows from it.
@Suite struct ClockMarkTests {
  /// The command line writes times as well; an earlier one that is heard of later takes nothing back.
  @Test func whatAnotherProgramOfOursWroteIsAMarkToo() {
    var schedule = Schedule.begun
    let mark = Moment.sample.wall + .minutes(10)
    _ = schedule.handle(.clockMarked(mark), at: .sample)
    _ = schedule.handle(.clockMarked(Moment.sample.wall), at: .sample)
    let row = Project.sample()
    #expect(
      schedule.handle(.projectsChanged([row]), at: .sample)
        == [.hold(row, .clock, nil), .clockDoubted(.behindMark(mark))])
  }

  /// Each event that follows from a write of ours moves the mark; what other programs write has no time of ours.
  @Test func whatWeWroteIsAMark() {
    let row = Project.sample()
    let now = Moment.sample
    let ours: [ScheduleEvent] = [.effectDone(row), .claimWon(row), .executionEnded(row), .userDecided(row)]
    for event in ours {
      var schedule = Schedule.begun
      _ = schedule.handle(event, at: now)
      #expect(schedule.trust.mark == now.wall, "\(event)")
      // The claim, which waits, is told of it.
      var behind = now.after(.seconds(1))
      behind.wall = now.wall - .minutes(10)
      let circumstances = schedule.circumstances(of: row.id, at: now).renewed(at: behind)
      #expect(circumstances.clockDoubt == .behindMark(now.wall))
    }
    var schedule = Schedule.begun
    _ = schedule.handle(.projectsChanged([row]), at: now)
    #expect(schedule.trust.mark == nil)
  }

  /// Where there is nothing to destroy, nobody asks every half minute whether the clock is right.
  @Test func aDoubtThatConcernsNobodyWakesNobody() {
    var schedule = Schedule(trust: ClockTrust(buildDate: Timestamp(1_780_000_000)))
    #expect(schedule.handle(.timePassed, at: .sample).allSatisfy { $0 != .clockBelieved })
    #expect(schedule.doubt != nil && schedule.nextWake == nil)
  }

  /// A step too small for a doubt moves the end of a wait on the wall clock, not the wait.
  @Test func aSmallStepMovesTheWake() {
    var schedule = Schedule.begun
    var project = Project.sample()
    project.scheduledAt = Moment.sample.wall - .hours(2)
    project.deadline = Moment.sample.wall - .minutes(1)
    project.acceptance = Acceptance(
      generation: project.generation, bootID: "boot-1", awakeSeconds: 4_800,
      wall: Moment.sample.wall - .seconds(200), offset: .zero)
    _ = schedule.handle(.projectsChanged([project]), at: .sample)
    #expect(schedule.nextWake == Moment.sample.wall + .seconds(100))
    var earlier = Moment.sample
    earlier.wall = earlier.wall - .seconds(30)
    _ = schedule.handle(.clockChanged, at: earlier)
    #expect(schedule.nextWake == earlier.wall + .seconds(100))
  }
}
