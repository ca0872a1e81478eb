import Testing

@testable import Deadlines

/// What is named in a summary before its own time, and what is not.
@Suite struct GatheringTests {
  private let now = Moment.sample

  private func project(_ id: Int64, warnedIn seconds: Int64, offset: Duration = .hours(1)) -> Project {
    var project = Project.sample(id: id, timeout: "4 hours")
    project.scheduledAt = now.wall - .hours(1)
    project.deadline = now.wall + offset + .seconds(seconds)
    return project
  }

  /// Four warnings are due in a minute from now; a fifth comes then after so many seconds more.
  private func isNamed(
    in seconds: Int64 = 30, offset: Duration = .hours(1), _ adjust: (inout Schedule.Entry) -> Void = { _ in }
  ) -> Bool {
    var schedule = Schedule.begun
    _ = schedule.handle(.serverCame, at: now)
    var fifth = project(5, warnedIn: 60 + seconds, offset: offset)
    fifth.warningOffsets = [offset]
    let rows = (1...4 as ClosedRange<Int64>).map { project($0, warnedIn: 60) } + [fifth]
    #expect(schedule.handle(.projectsChanged(rows), at: now).isEmpty)
    if var entry = schedule.entries[fifth.id] {
      adjust(&entry)
      schedule.entries[fifth.id] = entry
    }
    guard case .warnTogether(let named)? = schedule.handle(.timePassed, at: now.after(.minutes(1))).first
    else {
      Issue.record("no summary")
      return false
    }
    return named.contains { $0.project.id == fifth.id }
  }

  /// Within a minute, and within a tenth of what is left: what is told five minutes ahead comes half a minute early.
  @Test(
    arguments: [(30, 60, true), (60, 60, true), (61, 60, false), (30, 5, true), (31, 5, false)]
      as [(Int64, Int64, Bool)])
  func whatComesSoonIsNamed(seconds: Int64, minutes: Int64, isSoon: Bool) {
    #expect(isNamed(in: seconds, offset: .minutes(minutes)) == isSoon)
  }

  @Test func whatIsLeftAloneIsNotNamed() {
    let warning = Warning(project: project(5, warnedIn: 90), kind: .deadline, offset: .zero, due: nil)
    #expect(!isNamed { $0.project.awaitsUser = true })
    #expect(!isNamed { $0.unanswered = 1 })
    #expect(!isNamed { $0.warningInFlight = warning })
    #expect(!isNamed { $0.warnsAgainAt = now.awake + .minutes(2) })
  }

  /// An effect that is not answered holds warnings up for two seconds, counted from the first of them.
  @Test func effectsAreNotWaitedForWithoutEnd() {
    var schedule = Schedule.begun
    _ = schedule.handle(.serverCame, at: now)
    let other = Project.sample(id: 9)
    #expect(schedule.handle(.projectsChanged([other]), at: now) == [.firstSight(other)])
    for id in [1, 2] as [Int64] {
      let effects = schedule.handle(
        .projectsChanged([project(id, warnedIn: 0)]), at: now.after(.seconds(id - 1)))
      #expect(effects.isEmpty)
    }
    let effects = schedule.handle(.timePassed, at: now.after(.seconds(2)))
    #expect(effects.warnings.map(\.project.id.number) == [1, 2])
    #expect(schedule.handle(.timePassed, at: now.after(.seconds(5))).isEmpty)
  }

  /// What was handed out once is not handed out again with the next.
  @Test func whatWasHandedOutIsGatheredNoLonger() {
    var schedule = Schedule.begun
    _ = schedule.handle(.serverCame, at: now)
    let first = schedule.handle(.projectsChanged([project(1, warnedIn: 0)]), at: now)
    #expect(first.warnings.map(\.project.id.number) == [1])
    let second = schedule.handle(.projectsChanged([project(2, warnedIn: 0)]), at: now)
    #expect(second.warnings.map(\.project.id.number) == [2])
  }

  /// Those that were named early with others, and never answered for, are shown by the next server as well.
  @Test func aServerThatGoesBeforeItAnswersForASummary() {
    var schedule = Schedule.begun
    let rows = (1...6 as ClosedRange<Int64>).map { id in
      var project = Project.sample(id: id, timeout: "4 hours")
      project.scheduledAt = Moment.sample.wall
      project.deadline = Moment.sample.wall + .hours(2) + .seconds(id * 10)
      return project
    }
    let now = Moment.sample.after(.hours(1) + .seconds(10))
    _ = schedule.handle(.serverCame, at: .sample)
    _ = schedule.handle(.projectsChanged(rows), at: .sample)
    #expect(named(in: schedule.handle(.timePassed, at: now)) == rows.map(\.id))
    _ = schedule.handle(.serverWent, at: now)
    #expect(named(in: schedule.handle(.serverCame, at: now)) == rows.map(\.id))
  }

  private func named(in effects: [Effect]) -> [Project.ID] {
    effects.flatMap { effect -> [Project.ID] in
      guard case .warnTogether(let warnings) = effect else { return [] }
      return warnings.map(\.project.id)
    }
  }
}
