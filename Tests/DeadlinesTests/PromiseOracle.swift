import Deadlines

/// Promises 1, 2, 3, 5, 6 and 9, from nothing but what was shown, what was asked for, and what was claimed.
struct PromiseOracle {
  private(set) var runs = RunOracle()
  private var seenNotes = 0
  private var claims: Set<[Int64]> = []
  private var asleep = Duration.zero
  private var disturbedAt: Duration?
  private var bootID = ""
  private var before = Moment.sample
  private var wasFull = false
  /// How long, awake, all places were taken, and after how many disturbances nothing could start for two minutes.
  private var excuse = Duration.zero
  /// What the excuse was when a generation was first seen.
  private var excuses: [[Int64]: Duration] = [:]

  /// Looks at the world before its next step.
  mutating func note(_ world: Simulation) {
    asleep = world.now.asleep
    bootID = world.now.bootID
    before = world.now
    wasFull = world.isFull
    for row in world.rows.values {
      excuses[row.era] = excuses[row.era] ?? excuse
    }
  }

  /// The promise that the last step broke; nil if all were kept.
  mutating func broken(by world: Simulation) -> String? {
    if world.now.bootID != bootID { disturbedAt = nil }
    if world.now.bootID == bootID, world.now.asleep - asleep > .seconds(1) { disturbedAt = world.now.awake }
    if world.now.bootID == bootID, wasFull || world.isFull { excuse += world.now.awake - before.awake }
    if world.now.bootID != bootID || world.now.asleep != before.asleep || world.now.isOffset(from: before) {
      excuse += .minutes(2)
    }
    runs.note(before, world)
    for (note, at) in world.diary[seenNotes...] {
      if let broken = runs.take(note, at, in: world) { return broken }
      guard case .claimed(let project) = note else { continue }
      if let disturbedAt, at.awake - disturbedAt < .minutes(2) { return "destroyed right after waking" }
      if !project.isAllowed { return "what nobody allowed was destroyed" }
      if project.attempts?.isTyped != true,
        project.protection(under: world.schedule.policy.protection) != nil
      {
        return "a protected project was destroyed"
      }
      if runs.isFurther { continue }
      if !world.wasWarned(project, before: at) { return "unwarned destroy" }
      if project.deadline.map({ $0 > at.wall }) ?? true { return "early destroy" }
      if !claims.insert([project.id.number, project.generation.number]).inserted { return "destroyed twice" }
      if !project.status.awaitsDeadline { return "destroyed from \(project.status)" }
      if project.isHeldAsInterrupted { return "an interrupted teardown was run again" }
      if project.awaitsUser { return "destroyed without asking its user" }
      if ClockTrust(buildDate: world.buildDate, mark: nil, vouchedAt: world.vouchedAt).doubt(at: at) != nil {
        return "destroyed by a clock that nobody believes"
      }
      if isLate(project, at, in: world) {
        return "an overdue project was destroyed without 30 minutes of warning"
      }
    }
    seenNotes = world.diary.count
    return runs.broken(by: world)
  }

  /// Long past its deadline, the last warning of a project without a place to wait for must have stood for the grace, or
  /// it was due, or queued, shortly before.
  private func isLate(_ project: Project, _ at: Moment, in world: Simulation) -> Bool {
    guard project.holdReason == .overdue else {
      guard let deadline = project.deadline, let timeout = project.lifetime else { return false }
      let first = world.shown.dropFirst(world.voids[project.era] ?? 0).first { warning, shownAt in
        warning.project.era == project.era && shownAt.bootID == at.bootID
      }
      let notice = first.map { at.wall - (at.awake - $0.at.awake) + Policy().notice(forTimeout: timeout) }
      let late = at.wall - max(deadline, notice ?? deadline)
      return late > .minutes(5) + .seconds(2) + (excuse - (excuses[project.era] ?? excuse))
    }
    return !world.shown.reversed().contains { warning, shownAt in
      warning.kind == .overdue && warning.project.id == project.id
        && warning.project.generation == project.generation && shownAt.bootID == at.bootID
        && at.awake - shownAt.awake >= Policy.overdueGrace
    }
  }
}

extension Project {
  /// Which generation of which row it is.
  var era: [Int64] { [id.number, generation.number] }
}

extension Moment {
  /// Whether the wall clock was set in between.
  func isOffset(from earlier: Moment) -> Bool {
    wall - earlier.wall != awake + asleep - earlier.awake - earlier.asleep
  }
}
