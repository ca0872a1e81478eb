import Deadlines

/// A shell without I/O: rows in a dictionary, a clock that is moved by hand, a notification server that obeys.
struct Simulation {
  var schedule: Schedule
  var rows: [Project.ID: Project] = [:]
  var now: Moment
  var isServerThere = true
  var serverAccepts = true
  /// Warnings the server accepted, with the moment.
  var shown: [(warning: Deadlines.Warning, at: Moment)] = []
  /// Projects whose teardown started, with the row as it was before the claim.
  var claimed: [(project: Project, at: Moment)] = []
  var withdrawn: [Project.ID] = []
  var held: [HoldReason] = []

  init(policy: Policy = Policy(), at wall: Int64 = 1_000_000) {
    schedule = Schedule(policy: policy)
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
    var effects = schedule.handle(event, at: now)
    while !effects.isEmpty { effects = Array(effects.dropFirst()) + carryOut(effects[0]) }
  }

  /// A user's command: the rule on the row, then the row to the schedule.
  mutating func command(_ id: Project.ID, _ rule: (inout Project) throws(Refusal) -> Void) throws(Refusal) {
    guard var row = rows[id] else { throw .notFound("\(id.number)") }
    try rule(&row)
    rows[id] = row
    tell(.projectChanged(row))
  }

  /// Lets time pass, waking the schedule whenever it asked to be woken.
  mutating func advance(_ duration: Duration) {
    let end = now.wall + duration
    while let wake = schedule.nextWake, wake <= end {
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

  /// A daemon that starts anew: it knows only what is in the file.
  mutating func restart(rebooted: Bool = false) {
    schedule = Schedule(policy: schedule.policy)
    if rebooted {
      now.bootID += "+"
      now.awake = .seconds(60)
    }
    tell(.loaded(Array(rows.values)))
    if isServerThere { tell(.serverCame) }
  }

  mutating func start() {
    isServerThere ? tell(.serverCame) : tell(.serverWent)
  }

  private mutating func pass(_ duration: Duration) {
    now.wall = now.wall + duration
    now.awake += duration
  }

  private mutating func carryOut(_ effect: Effect) -> [Effect] {
    let now = now
    switch effect {
    case .firstSight(let project):
      return write(project.id) { row throws(Refusal) in
        try row.noteFirstSight(of: project, at: now)
      }
    case .hold(let project, let reason):
      held.append(reason)
      return write(project.id) { row throws(Refusal) in
        try row.hold(reason, seen: project)
        row.updatedAt = now.wall
      }
    case .settle(let project):
      return write(project.id) { row throws(Refusal) in try row.settle(seen: project) }
    case .recordAcceptance(let project, let acceptance):
      return write(project.id) { row throws(Refusal) in try row.note(acceptance, seen: project) }
    case .renew(let project, let known):
      return write(project.id) { row throws(Refusal) in row.renew(after: known, at: now) }
    case .warn(let warning):
      guard isServerThere && serverAccepts else { return schedule.handle(.warningRefused(warning), at: now) }
      shown.append((warning, now))
      return schedule.handle(.warningAccepted(warning), at: now)
    case .claim(let project, let circumstances):
      let before = rows[project.id] ?? project
      return write(project.id) { row throws(Refusal) in
        try row.checkClaim(seen: project, in: circumstances)
        row.status = .destroying
        row.generation = row.generation.next
      } then: {
        $0.claimed.append((before, now))
      }
    case .withdraw(let id):
      withdrawn.append(id)
      return []
    }
  }

  private mutating func write(
    _ id: Project.ID, _ rule: (inout Project) throws(Refusal) -> Void,
    then done: (inout Simulation) -> Void = { _ in }
  ) -> [Effect] {
    guard var row = rows[id] else { return schedule.handle(.projectRemoved(id), at: now) }
    do {
      try rule(&row)
      rows[id] = row
      done(&self)
    } catch {
      // Found void: the row stays as it is.
    }
    return schedule.handle(.effectDone(rows[id] ?? row), at: now)
  }
}

extension Project {
  /// A project as `add` writes it: without a deadline until it is first seen.
  static func sample(id: Int64 = 1, timeout: String = "2 hours", now: Moment = .sample) -> Project {
    Project(
      id: ID(id), path: "/tmp/stack-\(id)", name: "stack-\(id)", timeout: timeout, command: "true",
      createdAt: now.wall, updatedAt: now.wall)
  }
}

extension Moment {
  static let sample = Moment(wall: Timestamp(1_000_000), awake: .seconds(5_000), bootID: "boot-1")

  func after(_ duration: Duration) -> Moment {
    Moment(wall: wall + duration, awake: awake + duration, asleep: asleep, bootID: bootID)
  }
}
