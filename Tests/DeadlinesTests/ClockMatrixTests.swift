import Deadlines
import Testing

/// Everything that can happen to the clocks, in every phase of a project's life: nothing is destroyed unwarned, early or
/// twice, and nothing is forgotten.
@Suite struct ClockMatrixTests {
  enum Disturbance: Hashable, Sendable {
    /// The wall clock is set by so many seconds.
    case set(Int64)
    /// A machine that keeps local time in its clock boots after daylight saving began or ended.
    case daylightSaving(Int64)
    /// The machine sleeps until so long after the deadline.
    case sleepPast(Int64)
    /// It boots again.
    case reboot
    /// It boots again with a clock that lost its battery.
    case deadClock

    static let all: [Disturbance] =
      [-2 * 365, -1].map { .set($0 * 86_400) } + [-3_600, 0, 3_600].map { .set($0) }
      + [1, 2 * 365].map { .set($0 * 86_400) } + [.daylightSaving(3_600), .daylightSaving(-3_600)]
      + [.sleepPast(240), .sleepPast(7_200), .sleepPast(864_000), .reboot, .deadClock]
  }

  enum Phase: CaseIterable, Sendable { case scheduled, warned, claimed, running, failed }

  @Test(arguments: Disturbance.all, Phase.allCases)
  func nothingUnwarnedEarlyOrTwice(disturbance: Disturbance, phase: Phase) throws {
    for isSynchronisedLater in [false, true] {
      var world = world(in: phase)
      let before = world.claimed.count
      disturb(&world, disturbance)
      world.answerClaims()
      check(world, "right after")
      world.advance(.minutes(20))
      if isSynchronisedLater { synchronise(&world) }
      world.advance(.days(3))
      check(world, "after three days")
      let row = try #require(world.rows[Project.ID(1)])
      switch phase {
      case .scheduled, .warned, .claimed: #expect(isNotForgotten(row, world), "\(row)")
      case .running, .failed: #expect(world.claimed.count == before)
      }
    }
  }

  /// A project with a deadline in an hour and ten minutes, brought to this phase; the clock is past the build date.
  private func world(in phase: Phase) -> Simulation {
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.start()
    let id = world.add(timeout: "4 hours", in: 4_200)
    world.advance(.seconds(1))
    if phase == .scheduled { return world }
    world.advance(.minutes(60))
    if phase == .warned { return world }
    world.defersClaims = true
    world.advance(.minutes(10))
    if phase == .claimed { return world }
    world.answerClaims()
    world.defersClaims = false
    if phase == .failed { world.finish(id) { row, now in row.fail(at: now) } }
    return world
  }

  private func disturb(_ world: inout Simulation, _ disturbance: Disturbance) {
    let deadline = world.rows[Project.ID(1)]?.deadline ?? world.now.wall
    switch disturbance {
    case .set(let seconds): world.setClock(by: seconds)
    case .sleepPast(let late): world.sleep(max(.seconds(60), deadline + .seconds(late) - world.now.wall))
    case .daylightSaving(let seconds):
      world.now.wall = world.now.wall + .seconds(seconds)
      reboot(&world)
    case .reboot: reboot(&world)
    case .deadClock:
      world.now.wall = Timestamp(1_000)
      reboot(&world)
    }
    world.defersClaims = false
  }

  /// Nobody sees the end of what runs when the machine goes down.
  private func reboot(_ world: inout Simulation) {
    for id in world.rows.keys where world.rows[id]?.status == .destroying {
      world.rows[id]?.interrupt(at: world.now)
    }
    world.restart(rebooted: true)
  }

  /// The time is set right over the network, and the kernel says so.
  private func synchronise(_ world: inout Simulation) {
    world.now.wall = Timestamp(1_790_000_000) + world.now.sinceBoot + .hours(2)
    world.now.isClockSynchronised = true
    world.tell(.clockChanged)
  }

  private func check(_ world: Simulation, _ when: String) {
    for (project, at) in world.claimed {
      #expect(world.wasWarned(project, before: at), "unwarned, \(when)")
      #expect(project.deadline.map { $0 <= at.wall } ?? false, "early, \(when)")
    }
    #expect(world.claimed.count <= 1, "twice, \(when)")
  }

  /// It was destroyed, or it is held and its user has been told, or its deadline is yet to come.
  private func isNotForgotten(_ row: Project, _ world: Simulation) -> Bool {
    if row.status == .destroying || world.claimed.count == 1 { return true }
    let isTold =
      !world.doubts.isEmpty || world.reminded.contains { $0.reminders.contains { $0.project.id == row.id } }
    return row.status == .held ? isTold : row.deadline.map { $0 > world.now.wall } ?? false
  }
}

extension Simulation {
  /// Whether a server accepted a warning for this very generation, in this boot, the notice before `claim`.
  func wasWarned(_ project: Project, before claim: Moment) -> Bool {
    let notice = schedule.policy.notice(forTimeout: project.lifetime ?? .zero)
    return shown.dropFirst(voids[project.era] ?? 0).reversed().contains { warning, at in
      warning.project.id == project.id && warning.project.generation == project.generation
        && at.bootID == claim.bootID && claim.awake - at.awake >= notice
    }
  }
}
