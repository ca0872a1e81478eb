import Deadlines
import Testing

/// What is held, for which reason, and when that is over.
@Suite struct HoldingTests {
  private let now = Moment.sample

  private func effects(of project: Project, withServer: Bool = true) -> [Effect] {
    var schedule = Schedule.begun
    _ = schedule.handle(withServer ? .serverCame : .serverWent, at: now)
    return schedule.handle(.projectsChanged([project]), at: now)
  }

  /// Past its deadline, and nobody has been warned.
  private var unwarned: Project {
    var project = Project.sample()
    project.scheduledAt = now.wall - .hours(2)
    project.deadline = now.wall - .seconds(10)
    return project
  }

  /// A warning that is only on its way is no reason to speak of a hold.
  @Test func aWarningOnItsWayIsNoHold() {
    let due = now.wall + .minutes(5)
    #expect(
      effects(of: unwarned) == [
        .warn(Warning(project: unwarned, kind: .deadline, offset: .zero, due: due))
      ])
    #expect(effects(of: unwarned, withServer: false) == [.hold(unwarned, .unwarned, .noServer)])
  }

  /// The reason that is stored is the one that holds it now, whatever it was held for, or is left of another program.
  @Test func aNewReasonIsWrittenDown() {
    var project = unwarned
    project.status = .held
    project.holdReason = .invalid
    #expect(effects(of: project) == [.hold(project, .unwarned, nil)])
    project.timeout = "soon"
    project.holdReason = .unwarned
    #expect(effects(of: project) == [.hold(project, .invalid, nil)])
    project.status = .scheduled
    project.holdReason = .invalid
    #expect(effects(of: project) == [.hold(project, .invalid, nil)])
  }

  /// A wait of whole seconds for parts of one is not told; more is.
  @Test(arguments: [(298, false), (290, true)] as [(Int64, Bool)])
  func aMomentIsNoNews(ago: Int64, isTold: Bool) {
    var project = unwarned
    project.acceptance = Acceptance(
      generation: project.generation, bootID: now.bootID, awakeSeconds: now.awake.wholeSeconds - ago,
      wall: now.wall - .seconds(ago), offset: .zero)
    let until = now.wall + .seconds(300 - ago)
    #expect(effects(of: project) == (isTold ? [.delay(project, .noticeGiven, until: until)] : []))
  }

  @Test func aWaitIsToldOnce() {
    var project = unwarned
    project.acceptance = Acceptance(
      generation: project.generation, bootID: now.bootID, awakeSeconds: now.awake.wholeSeconds - 200,
      wall: now.wall - .seconds(200), offset: .zero)
    var schedule = Schedule.begun
    let until = now.wall + .seconds(100)
    #expect(
      schedule.handle(.projectsChanged([project]), at: now) == [.delay(project, .noticeGiven, until: until)])
    #expect(schedule.handle(.clockChanged, at: now).isEmpty)
    // Nor is it told that a claim was refused for the same; for another guard it is.
    #expect(schedule.handle(.claimLost(project, .guardNotMet(.noticeGiven)), at: now).isEmpty)
    #expect(
      schedule.handle(.claimLost(project, .guardNotMet(.settledAfterWake)), at: now)
        == [.delay(project, .settledAfterWake, until: nil)])
  }

  /// Its grace is over; a nap is no reason to warn of it once more and to wait another half hour.
  @Test func aNapAfterTheGraceDoesNotBeginItAnew() {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours")
    world.sleep(.hours(3))
    #expect(world.rows[id]?.holdReason == .overdue)
    world.advance(.minutes(29))
    world.sleep(.minutes(3))
    world.advance(.minutes(1) + .seconds(30))
    #expect(world.claimed.isEmpty)
    world.advance(.minutes(1))
    #expect(world.claimed.count == 1 && world.shown.count == 1)
  }
}
