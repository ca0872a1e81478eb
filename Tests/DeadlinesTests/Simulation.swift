import Deadlines
import Testing

/// A shell without I/O: rows in a dictionary, clocks that are moved by hand, a notification server that obeys.
struct Simulation {
  var schedule: Schedule
  var rows: [Project.ID: Project] = [:]
  var now: Moment
  let buildDate: Timestamp
  /// What the file holds of times that we wrote.
  var mark: Timestamp?
  var vouchedAt: Timestamp?
  var clocks = SeenClocks()
  var isServerThere = true
  var serverAccepts = true
  var isPaused = false
  /// Whether nothing can be written, as when the disk is full.
  var fileFails = false
  /// Whether a claim is left unanswered until ``answerClaims()``.
  var defersClaims = false
  var unansweredClaims: [Project] = []
  /// Whether claims are made that were decided earlier, when there were other places.
  var hasDeferred = false
  /// Warnings the server accepted, with the moment.
  var shown: [(warning: Deadlines.Warning, at: Moment)] = []
  /// How many had been accepted when those of a generation were voided by a pause.
  var voids: [[Int64]: Int] = [:]
  /// Warnings that were shown as one.
  var summaries: [[Deadlines.Warning]] = []
  /// Reminders the server accepted, each notification with its moment.
  var reminded: [(reminders: [Reminder], at: Moment)] = []
  /// Projects whose teardown started, with the row as it was before the claim.
  var claimed: [(project: Project, at: Moment)] = []
  /// What an oracle of runs of attempts needs to know, in order.
  var diary: [(note: DiaryNote, at: Moment)] = []
  /// Teardowns that have said nothing for longer than they may.
  var silent: Set<Project.ID> = []
  /// Rows whose attempts another program has written to, which a daemon finds out.
  var forged: Set<Project.ID> = []
  var withdrawn: [Project.ID] = []
  var held: [HoldReason] = []
  var silences: [Silence?] = []
  var delays: [Guard] = []
  /// What was said of the clock: true for each doubt, false for each end of one.
  var doubts: [Bool] = []
  var sleepsTold: [[Project]] = []
  private var isStuck = false

  init(policy: Policy = Policy(), at wall: Int64 = 1_000_000, buildDate: Int64 = 0) {
    self.buildDate = Timestamp(buildDate)
    schedule = Schedule(policy: policy, trust: ClockTrust(buildDate: self.buildDate))
    now = Moment(wall: Timestamp(wall), awake: .seconds(5_000), bootID: "boot-1")
  }

  @discardableResult
  mutating func add(
    _ id: Int64 = 1, timeout: String = "2 hours", in seconds: Int64? = nil,
    _ adjust: (inout Project) -> Void = { _ in }
  ) -> Project.ID {
    var project = Project.sample(id: id, timeout: timeout, now: now)
    project.deadline = seconds.map { Timestamp(now.wall.seconds + $0) }
    adjust(&project)
    rows[project.id] = project
    tell(.projectChanged(project))
    return project.id
  }

  mutating func tell(_ event: ScheduleEvent) {
    follow(schedule.handle(event, at: now))
  }

  /// Carries out effects, and what follows from them, until there is nothing left to do.
  ///
  /// A schedule that asks for more without end fails its test; it must not hang it.
  mutating func follow(_ effects: [Effect]) {
    var effects = effects
    var count = 0
    while !effects.isEmpty, !isStuck {
      effects = Array(effects.dropFirst()) + carryOut(effects[0])
      count += 1
      guard count > 2_000 else { continue }
      isStuck = true
      Issue.record("the schedule never comes to rest")
    }
  }

  /// A user's command: the rule on the row, then the row to the schedule.
  mutating func command(_ id: Project.ID, _ rule: (inout Project) throws(Refusal) -> Void) throws(Refusal) {
    guard var row = rows[id] else { throw .notFound("\(id.number)") }
    let wasDoubted = row.holdReason == .clock
    try rule(&row)
    rows[id] = row
    forged.remove(id)
    if wasDoubted, row.status == .scheduled {
      mark = now.wall
      vouchedAt = now.wall
      tell(.clockVouched(now.wall))
    }
    tell(.userDecided(row))
  }

  /// Lets time pass, waking the schedule whenever it asked to be woken.
  mutating func advance(_ duration: Duration) {
    let end = now.wall + duration
    while let wake = schedule.nextWake, wake <= end, !isStuck {
      pass(max(.seconds(1), wake - now.wall))
      tell(.timePassed)
    }
    if now.wall < end { pass(end - now.wall) }
    tell(.timePassed)
  }

  mutating func sleep(_ duration: Duration) {
    now.wall = now.wall + duration
    now.asleep += duration
    tell(.timePassed)
  }

  /// Somebody sets the wall clock.
  mutating func setClock(by seconds: Int64) {
    now.wall = now.wall + .seconds(seconds)
    diary.append((.clockSet, now))
    tell(.clockChanged)
  }

  /// A daemon that starts anew: it knows only what is in the file.
  mutating func restart(rebooted: Bool = false) {
    schedule = Schedule(
      policy: schedule.policy, trust: ClockTrust(buildDate: buildDate, mark: mark, vouchedAt: vouchedAt),
      clocks: clocks)
    unansweredClaims = []
    hasDeferred = false
    silent = []
    if rebooted {
      now.bootID += "+"
      now.awake = .seconds(60)
      now.asleep = .zero
    }
    diary.append((.restarted, now))
    tell(.loaded(rows.values.sorted { $0.id < $1.id }))
    if isServerThere { tell(.serverCame) }
  }

  mutating func start() {
    isServerThere ? tell(.serverCame) : tell(.serverWent)
  }

  mutating func pause(_ isPaused: Bool) {
    self.isPaused = isPaused
    tell(.notificationsPaused(isPaused))
  }

  /// What is under way ends like this.
  mutating func finish(_ id: Project.ID, _ rule: (inout Project, Moment) -> Void) {
    guard var row = rows[id], row.isRunning else { return }
    rule(&row, now)
    rows[id] = row
    silent.remove(id)
    forged.remove(id)
    tell(.executionEnded(row))
  }

  private mutating func pass(_ duration: Duration) {
    now.wall = now.wall + duration
    now.awake += duration
  }
}

extension Project {
  /// A project as `add` writes it: without a deadline until it is first seen.
  static func sample(id: Int64 = 1, timeout: String = "2 hours", now: Moment = .sample) -> Project {
    Project(
      id: ID(id), path: "/tmp/stack-\(id)", name: "stack-\(id)", timeout: timeout, command: "true",
      createdAt: now.wall, updatedAt: now.wall)
  }

  /// One that is due since this second and was warned of an hour ago.
  static func due(id: Int64 = 1) -> Project {
    let now = Moment.sample
    var project = Project.sample(id: id)
    project.scheduledAt = now.wall - .hours(2)
    project.deadline = now.wall
    project.acceptance = Acceptance(
      generation: project.generation, bootID: now.bootID, awakeSeconds: now.awake.wholeSeconds - 3_600,
      wall: now.wall - .hours(1), offset: .zero)
    return project
  }
}

extension Moment {
  static let sample = Moment(wall: Timestamp(1_000_000), awake: .seconds(5_000), bootID: "boot-1")

  func after(_ duration: Duration) -> Moment {
    var later = self
    later.wall = wall + duration
    later.awake += duration
    return later
  }
}

extension ScheduleEvent {
  /// Another program changed one row.
  static func projectChanged(_ project: Project) -> ScheduleEvent { .projectsChanged([project]) }
}

extension Schedule {
  /// A schedule that has seen the clocks of ``Moment/sample`` before.
  static var begun: Schedule {
    Schedule(clocks: SeenClocks(bootID: "boot-1", wallOffset: .seconds(995_000)))
  }
}
