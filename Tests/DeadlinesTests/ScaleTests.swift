import Testing

@testable import Deadlines

/// What an event costs is counted in projects looked at, not in time.
@Suite struct ScaleTests {
  /// So many projects, seen before, with deadlines a minute apart from a day from now on.
  private func schedule(_ count: Int64) -> Schedule {
    var schedule = Schedule.begun
    let projects = (1...count).map { id in
      var project = Project.sample(id: id, timeout: "30 days")
      project.scheduledAt = Moment.sample.wall
      project.deadline = Moment.sample.wall + .days(1) + .minutes(id)
      return project
    }
    #expect(schedule.handle(.loaded(projects), at: .sample).isEmpty)
    return schedule
  }

  @Test func anEventThatConcernsAllLooksAtNoQuietProject() {
    var schedule = schedule(20_000)
    #expect(schedule.agenda.count == 20_000 && schedule.restless.isEmpty)
    for event in [.serverCame, .notificationsPaused(true), .clockChanged, .serverWent]
      as [ScheduleEvent]
    {
      #expect(schedule.handle(event, at: .sample).isEmpty)
      #expect(schedule.restless.isEmpty)
    }
    #expect(schedule.nextWake == Moment.sample.wall + .days(1) + .minutes(1) - .hours(1))
  }

  @Test(arguments: [ProjectStatus.destroying, .destroyed, .cancelled])
  func whatNoDeadlineDecidesIsQuiet(status: ProjectStatus) {
    var schedule = Schedule.begun
    var project = Project.sample()
    project.status = status
    _ = schedule.handle(.loaded([project]), at: .sample)
    #expect(schedule.restless.isEmpty)
  }

  /// Ten minutes hold ten deadlines, and no other project is looked at for them.
  @Test func timeThatPassesLooksAtWhatIsDue() {
    var schedule = schedule(20_000)
    _ = schedule.handle(.serverWent, at: .sample)
    let later = Moment.sample.after(.days(1) + .minutes(10))
    let effects = schedule.handle(.timePassed, at: later)
    #expect(effects.count == 10)
    // Those of the next hour are owed a warning that nobody would see.
    #expect(schedule.restless.count == 70)
  }

  @Test func theAgendaFindsWhatIsSoon() {
    var agenda = Agenda()
    for id in 1...1_000 as ClosedRange<Int64> {
      agenda.set(Project.ID(id), at: Timestamp(id * 7_919 % 1_009))
    }
    let soon = agenda.ids(upTo: Timestamp(20))
    #expect(Set(soon).count == soon.count)
    #expect(soon.allSatisfy { (agenda.time(of: $0) ?? Timestamp(.max)) <= Timestamp(20) })
    #expect(soon.count == (1...1_000).count { $0 * 7_919 % 1_009 <= 20 })
  }
}
