import Testing

@testable import Deadlines

/// Servers that come, pause and answer when nobody waits for it.
@Suite struct ServerTests {
  private let now = Moment.sample

  /// A refusal of what is no longer offered must not delay what is.
  @Test func aLateRefusalConcernsOnlyWhatItRefuses() throws {
    var (schedule, project, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    project.generation = project.generation.next
    let next = try #require(schedule.handle(.userDecided(project), at: now).warnings.first)
    #expect(schedule.handle(.warningRefused(first), at: now).isEmpty)
    #expect(schedule.entries[project.id]?.warningInFlight == next)
    #expect(schedule.entries[project.id]?.warnsAgainAt == nil)
  }

  /// The notice counts in whole seconds and is never cut short by a part of one.
  @Test func theMomentOfAnAcceptanceIsRoundedUp() throws {
    var (schedule, _, effects) = Schedule.warned()
    let warning = try #require(effects.warnings.first)
    var later = now
    later.awake += .milliseconds(1)
    guard
      case .recordAcceptance(_, let acceptance)? = schedule.handle(.warningAccepted(warning), at: later).first
    else { return #expect(Bool(false), "not accepted") }
    #expect(acceptance.awakeSeconds == now.awake.wholeSeconds + 1)
    // Its offset stands for those before it; not where the clock has gone back since.
    var back = now
    back.wall = acceptance.wall - .seconds(120)
    #expect(acceptance.covers(warning.offset, at: back) && acceptance.covers(.hours(1), at: back))
    #expect(!acceptance.covers(.zero, at: back))
    back.wall = acceptance.wall - .seconds(121)
    #expect(!acceptance.covers(warning.offset, at: back))
  }

  /// Refused once and then accepted, it is no reason to say that the server refuses.
  @Test func whatWasAcceptedIsRefusedNoLonger() throws {
    var (schedule, project, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    _ = schedule.handle(.warningRefused(first), at: now)
    let later = now.after(.seconds(30))
    #expect(schedule.handle(.timePassed, at: later).warnings == [first])
    _ = schedule.handle(.warningAccepted(first), at: later)
    #expect(schedule.entries[project.id]?.warnsAgainAt == nil)
  }

  /// A row that another program ended without growing its generation.
  @Test func whatIsOverIsNotNotedAsWarned() throws {
    var (schedule, project, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    project.status = .cancelled
    _ = schedule.handle(.projectsChanged([project]), at: now)
    #expect(schedule.handle(.warningAccepted(first), at: now) == [.withdraw(project.id)])
  }

  /// Until it is answered nothing else is shown of it.
  @Test func whatIsOnItsWayIsNotShownTwice() {
    var (schedule, _, _) = Schedule.warned()
    #expect(schedule.handle(.clockChanged, at: now).isEmpty)
    #expect(schedule.handle(.timePassed, at: now.after(.minutes(5))).isEmpty)
  }

  /// A rest after a refusal must not put off the moment in which it is due, and held.
  @Test func theRestDoesNotHideTheDeadline() throws {
    var (schedule, project, _) = Schedule.warned()
    project.deadline = now.wall + .seconds(10)
    project.generation = project.generation.next
    let warning = try #require(schedule.handle(.userDecided(project), at: now).warnings.first)
    _ = schedule.handle(.warningRefused(warning), at: now)
    #expect(schedule.nextWake == project.deadline)
  }

  /// The half hour of an overdue project runs on while its server is replaced, so its buttons must come back.
  @Test func aNewServerIsShownWhatAHeldProjectWaitsFor() {
    var world = Simulation()
    world.start()
    world.add(timeout: "2 hours")
    world.sleep(.hours(3))
    world.tell(.serverWent)
    world.tell(.serverCame)
    #expect(world.shown.map(\.warning.kind) == [.overdue, .overdue])
    world.advance(.minutes(31))
    #expect(world.claimed.count == 1)
  }

  /// Whoever says once more that there is no pause has nothing shown twice.
  @Test func aPauseThatDoesNotChangeIsNoNews() {
    var (schedule, _, _) = Schedule.warned()
    #expect(schedule.handle(.notificationsPaused(false), at: now).isEmpty)
  }

  /// A new server has no mode of its own yet; one that has tells so.
  @Test func theOldServersPauseIsNotTheNewOnes() throws {
    var (schedule, _, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    #expect(schedule.handle(.notificationsPaused(true), at: now).isEmpty)
    #expect(schedule.handle(.serverCame, at: now).warnings == [first])
  }

  /// Servers that come in the course of an hour do not die of what they are shown.
  @Test func aServerThatComesNowAndThenGetsNoRest() {
    var (schedule, _, effects) = Schedule.warned()
    for minute in 1...8 as ClosedRange<Int64> {
      let came = schedule.handle(.serverCame, at: now.after(.minutes(minute)))
      #expect(came.warnings.count == 1 && effects.warnings.count == 1)
    }
  }
}
