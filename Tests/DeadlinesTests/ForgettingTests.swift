import Testing

@testable import Deadlines

/// What was shown, tried or told of a project ends with its generation, and what is kept of a row ends with the row.
@Suite struct ForgettingTests {
  private let now = Moment.sample

  private func extended(_ project: Project) throws -> Project {
    var extended = project
    try extended.extend(by: .seconds(1), at: now, policy: Policy())
    extended.scheduledAt = project.scheduledAt
    return extended
  }

  /// An answer that never comes, or a refusal, concerns the old generation only.
  @Test(arguments: [true, false])
  func aNewGenerationIsWarnedOfAtOnce(isAnswered: Bool) throws {
    var (schedule, project, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    if isAnswered { _ = schedule.handle(.warningRefused(first), at: now) }
    let extended = try extended(project)
    let next = schedule.handle(.userDecided(extended), at: now).warnings
    #expect(next.map(\.project) == [extended])
    // The old one was shown after all; it is not taken down, for the shell has put the new one in its place.
    #expect(schedule.handle(.warningAccepted(first), at: now).isEmpty)
    _ = schedule.handle(.warningAccepted(next[0]), at: now)
    #expect(schedule.handle(.warningAccepted(first), at: now).isEmpty)
  }

  @Test func whatIsShownTooLateIsTakenDown() throws {
    var (schedule, project, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    guard case .recordAcceptance(_, let acceptance)? = schedule.handle(.warningAccepted(first), at: now).first
    else { return #expect(Bool(false), "not accepted") }
    // Nothing wakes the daemon for a project that is left alone.
    #expect(schedule.nextWake == nil)
    project.acceptance = acceptance
    _ = schedule.handle(.effectDone(project), at: now)
    let later = now.after(.minutes(5))
    let second = try #require(schedule.handle(.timePassed, at: later).warnings.first)
    var cancelled = project
    try cancelled.cancel(at: later)
    #expect(schedule.handle(.userDecided(cancelled), at: later) == [.withdraw(project.id)])
    #expect(schedule.handle(.warningAccepted(second), at: later) == [.withdraw(project.id)])
  }

  @Test func whatIsShownOfARowThatIsGoneIsTakenDown() throws {
    var (schedule, project, effects) = Schedule.warned()
    let warning = try #require(effects.warnings.first)
    #expect(schedule.handle(.projectRemoved(project.id), at: now).isEmpty)
    #expect(schedule.handle(.warningAccepted(warning), at: now) == [.withdraw(project.id)])
  }

  /// It waited for another project's effect to be shown together with its warning, and was cancelled meanwhile.
  @Test func whatWasGatheredIsNotShownAfterwards() throws {
    var schedule = Schedule.begun
    let (_, project, _) = Schedule.warned()
    let other = Project.sample(id: 2)
    _ = schedule.handle(.serverCame, at: now)
    #expect(schedule.handle(.projectsChanged([other, project]), at: now) == [.firstSight(other)])
    var cancelled = project
    try cancelled.cancel(at: now)
    _ = schedule.handle(.userDecided(cancelled), at: now)
    #expect(schedule.handle(.projectRemoved(other.id), at: now).isEmpty)
  }

  /// The rest after a failure is one of the old generation.
  @Test func aNewGenerationDoesNotRest() throws {
    var schedule = Schedule.begun
    var project = Project.sample()
    _ = schedule.handle(.projectsChanged([project]), at: now)
    _ = schedule.handle(.effectFailed(project.id), at: now)
    project.generation = project.generation.next
    #expect(schedule.handle(.userDecided(project), at: now) == [.firstSight(project)])
  }

  /// What stood on the screen of a server that is gone is no warning of another generation.
  @Test func whatWasLostIsForgotten() throws {
    var (schedule, project, effects) = Schedule.warned()
    let first = try #require(effects.warnings.first)
    _ = schedule.handle(.warningAccepted(first), at: now)
    _ = schedule.handle(.serverCame, at: now)
    #expect(schedule.entries[project.id]?.lost == first && schedule.entries[project.id]?.onScreen == nil)
    _ = schedule.handle(.userDecided(try extended(project)), at: now)
    #expect(schedule.entries[project.id]?.lost == nil)
  }

  /// An answer that nobody waits for must not make later warnings wait for one that never comes.
  @Test func anAnswerTooManyCountsForNothing() {
    var (schedule, project, _) = Schedule.warned()
    _ = schedule.handle(.effectDone(project), at: now)
    _ = schedule.handle(.effectFailed(project.id), at: now)
    #expect(schedule.outstanding == 0 && schedule.entries[project.id]?.unanswered == 0)
  }

  @Test func whatIsNotInTheFileIsGone() {
    var schedule = Schedule.begun
    let rows = ([1, 2] as [Int64]).map { Project.sample(id: $0) }
    _ = schedule.handle(.loaded(rows), at: now)
    _ = schedule.handle(.loaded([rows[0]]), at: now)
    #expect(Array(schedule.entries.keys) == [rows[0].id])
  }

  enum Stage: CaseIterable, Sendable { case unseen, calm, warned, queued, running, failed, paused }

  @Test(arguments: Stage.allCases)
  func aRowThatIsGoneLeavesNothing(stage: Stage) {
    var schedule = Schedule.begun
    var project = Project.sample()
    var others: [Project] = []
    _ = schedule.handle(.serverCame, at: now)
    switch stage {
    case .unseen: break
    case .calm:
      project.scheduledAt = now.wall
      project.deadline = now.wall + .hours(2)
    case .warned: project = Schedule.warned().1
    case .queued:
      project = .due()
      others = ([2, 3, 4] as [Int64]).map { id in
        var other = Project.sample(id: id)
        other.status = .destroying
        return other
      }
    case .running: project.status = .destroying
    case .failed: project.fail(at: now)
    case .paused:
      project.fail(at: now)
      project.stalledSince = now.wall - .hours(1)
      _ = schedule.handle(.notificationsPaused(true), at: now)
    }
    _ = schedule.handle(.projectsChanged(others + [project]), at: now)
    #expect(schedule.queue.contains(project.id) == (stage == .queued))
    #expect(schedule.remindable.contains(project.id) == (stage == .paused))
    _ = schedule.handle(.projectRemoved(project.id), at: now)
    for other in others { _ = schedule.handle(.projectRemoved(other.id), at: now) }
    #expect(schedule.nextWake == nil && schedule.outstanding == 0 && schedule.entries.isEmpty)
    #expect(schedule.agenda.count + schedule.reminders.count + schedule.queue.count == 0)
    #expect(schedule.underWay.isEmpty && schedule.restless.isEmpty && schedule.remindable.isEmpty)
    #expect(schedule.newlyQueued.isEmpty && schedule.gathered.isEmpty && schedule.onScreen.isEmpty)
  }
}

extension Schedule {
  /// A schedule with a server and one project that is owed a warning now, and what it asks for.
  static func warned() -> (Schedule, Project, [Effect]) {
    let now = Moment.sample
    var schedule = Schedule.begun
    var project = Project.sample()
    project.scheduledAt = now.wall - .hours(1)
    project.deadline = now.wall + .minutes(10)
    _ = schedule.handle(.serverCame, at: now)
    let effects = schedule.handle(.projectsChanged([project]), at: now)
    return (schedule, project, effects)
  }
}

extension [Effect] {
  var warnings: [Deadlines.Warning] {
    compactMap { if case .warn(let warning) = $0 { warning } else { nil } }
  }
}
