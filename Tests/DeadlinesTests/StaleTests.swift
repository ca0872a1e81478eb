import Deadlines
import Testing

/// What was offered, decided or written for a row as it is no longer.
@Suite struct StaleTests {
  private let now = Moment.sample

  /// Promise 6: a stale click does nothing, whatever it asks for; nor does one from ahead, after a file was put back.
  @Test(arguments: [UserAction.extend(by: .hours(1)), .cancel, .resume], [6, 8] as [Int64])
  func staleActionsAreRefused(action: UserAction, offered: Int64) {
    for var project in [Project.warned(.scheduled), Project.warned(.held, .overdue)] {
      let before = project
      let offered = Generation(offered)
      #expect(throws: Refusal.staleGeneration(offered: offered, current: Generation(7))) {
        try project.carryOut(action, offered: offered, at: now, policy: Policy())
      }
      #expect(project == before)
    }
  }

  /// Nor does what was decided about a row that has changed since.
  @Test func staleDecisionsAreRefused() {
    let stale = Refusal.staleGeneration(offered: Generation(6), current: Generation(7))
    var project = Project.warned(.scheduled)
    let before = project
    var other = project
    other.generation = Generation(6)
    #expect(throws: stale) { try project.hold(.overdue, seen: other, at: .sample) }
    #expect(throws: stale) { try project.settle(seen: other) }
    #expect(throws: stale) { try project.noteFirstSight(of: other, at: now) }
    #expect(throws: stale) { try project.noteReminder(.zero, seen: other) }
    #expect(project == before)
  }

  /// Another program grows the generation and leaves the acceptance of the old one behind; it must not count as first.
  @Test func whatAnotherGenerationLeftIsReplaced() throws {
    var project = Project.warned(.scheduled)
    project.generation = Generation(8)
    let fresh = Acceptance(
      generation: Generation(8), bootID: "boot-1", awakeSeconds: 99, wall: now.wall, offset: .minutes(5))
    try project.note(fresh, seen: project)
    #expect(project.acceptance == fresh)
  }

  /// Each by itself, for another program may change one without growing the generation.
  @Test func whatIsTornDownAndWhenMakesTheRow() {
    let seen = Project.warned(.scheduled)
    let changes: [(inout Project) -> Void] = [
      { $0.id = Project.ID(9) }, { $0.generation = $0.generation.next }, { $0.createdAt = Timestamp(1) },
      { $0.deadline = nil }, { $0.timeout = "3 hours" }, { $0.command = "false" }, { $0.path = "/tmp/other" },
    ]
    for change in changes {
      var row = seen
      change(&row)
      #expect(!row.isUnchanged(since: seen), "\(row)")
    }
    var renamed = seen
    renamed.name = "other"
    renamed.updatedAt = now.wall + .hours(1)
    #expect(renamed.isUnchanged(since: seen))
  }

  /// A decision of the schedule that comes too late must not take a project back from a teardown, or from its user.
  @Test(arguments: ProjectStatus.allCases)
  func nothingIsHeldSettledOrRemindedOfInAnotherState(status: ProjectStatus) {
    var project = Project.warned(status)
    let before = project
    if !status.awaitsDeadline {
      #expect(throws: Refusal.wrongState(status, action: "hold")) {
        try project.hold(.unwarned, seen: project, at: now)
      }
    }
    if status != .held {
      #expect(throws: Refusal.wrongState(status, action: "settle")) { try project.settle(seen: project) }
    }
    if !status.isStalled {
      #expect(throws: Refusal.wrongState(status, action: "remind")) {
        try project.noteReminder(.zero, seen: project)
      }
    }
    #expect(project == before)
  }

  /// Whoever ends it, its warning goes, also where another program did not grow the generation.
  @Test(arguments: [ProjectStatus.destroyed, .failed, .cancelled])
  func whatIsOverHasNoWarningOnTheScreen(status: ProjectStatus) {
    var world = Simulation()
    world.start()
    let id = world.add(timeout: "2 hours", in: 600)
    world.advance(.minutes(6))
    #expect(world.shown.count == 1 && world.withdrawn.isEmpty)
    world.rows[id]?.status = status
    if let row = world.rows[id] { world.tell(.projectChanged(row)) }
    #expect(world.withdrawn == [id])
  }

  /// Where no deadline decides there is nothing to warn of, so a change needs no generation of its own.
  @Test(arguments: [ProjectStatus.destroying, .destroyed, .failed, .cancelled])
  func whatNoDeadlineDecidesIsNotRenewed(status: ProjectStatus) {
    var schedule = Schedule.begun
    var row = Project.sample()
    row.status = status
    #expect(schedule.handle(.projectChanged(row), at: .sample).isEmpty)
    row.timeout = "3 hours"
    #expect(schedule.handle(.projectChanged(row), at: .sample).isEmpty)
  }
}
