import Deadlines

/// What an event costs the schedule, which does no I/O, with few projects and with many, in turn.
struct ScheduleMeasurement: Sendable {
  /// An event whose cost must not grow with the number of projects that it does not concern.
  enum Work: String, CaseIterable, Encodable, Sendable {
    /// A user moves one deadline.
    case move
    /// The time of one warning comes, and the server accepts it.
    case warning
    /// Somebody sets the clock, while nothing is due.
    case clock
  }

  /// The sizes that are compared.
  static let sizes = [1_000, 100_000]

  var rounds: Int
  var operations = 2_000

  /// Nanoseconds per operation of each round, by work and size.
  func run() -> [Work: [Int: [Double]]] {
    var results: [Work: [Int: [Double]]] = [:]
    for _ in 0..<rounds {
      for work in Work.allCases {
        for size in Self.sizes {
          results[work, default: [:]][size, default: []].append(Self.time(work, size, operations))
        }
      }
    }
    return results
  }

  private static func time(_ work: Work, _ size: Int, _ operations: Int) -> Double {
    var bench = ScheduleBench(size)
    let clock = ContinuousClock()
    let time = clock.measure { for number in 0..<operations { bench.carryOut(work, number) } }
    return time / .nanoseconds(1) / Double(operations)
  }
}

/// A schedule with so many projects, a deadline every six minutes.
private struct ScheduleBench {
  private var schedule = Schedule()
  private var projects: [Project]
  private var now = Moment(
    wall: SampleProjects.now, awake: .seconds(86_400), bootID: "a8e1c7f2-0d0b-4f5e-9a53-benchmark00")

  init(_ size: Int) {
    projects = (1...size).map { number in
      Project(
        id: Project.ID(Int64(number)), path: "/home/user/infrastructure/project-\(number)",
        name: "project-\(number)", timeout: "2 hours", command: "tofu destroy -auto-approve",
        deadline: SampleProjects.deadline(number) + .days(1), scheduledAt: SampleProjects.now,
        createdAt: SampleProjects.now, updatedAt: SampleProjects.now)
    }
    _ = schedule.handle(.serverCame, at: now)
    _ = schedule.handle(.loaded(projects), at: now)
  }

  mutating func carryOut(_ work: ScheduleMeasurement.Work, _ number: Int) {
    switch work {
    case .move:
      let place = number * 617 % projects.count
      try? projects[place].extend(by: .minutes(7), at: now, policy: schedule.policy)
      _ = schedule.handle(.userDecided(projects[place]), at: now)
    case .warning:
      guard let wake = schedule.nextWake else { return }
      let wait = max(.seconds(1), wake - now.wall)
      now.wall = now.wall + wait
      now.awake += wait
      answer(schedule.handle(.timePassed, at: now))
    case .clock: _ = schedule.handle(.clockChanged, at: now)
    }
  }

  private mutating func answer(_ first: [Effect]) {
    var effects = first[...]
    while let effect = effects.popFirst() {
      switch effect {
      case .warn(let warning): effects += schedule.handle(.warningAccepted(warning), at: now)
      case .recordAcceptance(var row, let acceptance):
        row.acceptance = acceptance
        effects += schedule.handle(.effectDone(row), at: now)
      default: break
      }
    }
  }
}
