import Deadlines

/// The part of an oracle that follows runs of attempts, from nothing but what was done and when.
struct RunOracle {
  /// How much of each kind a life has seen.
  struct Figures {
    var warned = 0
    var further = 0
    var retried = 0
    var typed = 0
    var confirmed = 0
    /// Runs that came to an end between two attempts.
    var lapsed = 0
  }

  /// What is known of one run.
  private struct Run {
    var bootID: String
    var made: Int
    /// Somebody has changed the row, or given it up, since the first claim of the run.
    var isVoid = false
    var isGivenUp = false
    /// While it waited, what it does was not allowed or was protected: it may have ended, or gone on once that was over.
    var isBarred = false
    /// When the last attempt failed, or its user asked; nil while one is under way.
    var waitsSince: Moment?
    /// The wall clock was set since, so the wait cannot be measured by it.
    var isClockSet = false
  }

  private var runs: [Project.ID: Run] = [:]
  private(set) var figures = Figures()
  /// Whether the claim that was taken last needs no warning of its own.
  private(set) var isFurther = false
  /// When something last stood in the way of every claim, awake.
  private var hinderedAt = Duration.zero
  private var unseenAt = Duration.zero
  private var voidSince: [Project.ID: Duration] = [:]
  private var failedSince: [Project.ID: Duration] = [:]

  /// Takes note of what hinders claims and reminders, between `before` and now.
  mutating func note(_ before: Moment, _ world: Simulation) {
    let now = world.now
    let isDisturbed = now.bootID != before.bootID || now.asleep != before.asleep || now.isOffset(from: before)
    if isDisturbed || world.isFull || world.fileFails || world.defersClaims || !world.forged.isEmpty {
      hinderedAt = now.awake
    }
    let isUnseen = !world.isServerThere || !world.serverAccepts || world.isPaused
    if isDisturbed || isUnseen || !world.unansweredClaims.isEmpty { unseenAt = now.awake }
    if now.bootID == before.bootID { return }
    voidSince = [:]
    failedSince = [:]
  }

  /// The promise that was broken by this; nil if none was.
  mutating func take(_ note: DiaryNote, _ at: Moment, in world: Simulation) -> String? {
    switch note {
    case .claimed(let project): return takeClaim(of: project, at, in: world)
    case .typed(let id):
      figures.typed += 1
      if let run = runs[id], run.waitsSince == nil { return "typed while one was under way" }
      runs[id] = Run(bootID: at.bootID, made: 1)
    case .retried(let id): runs[id] = Run(bootID: at.bootID, made: 0, waitsSince: at)
    case .confirmed(let id, let question, let answered):
      figures.confirmed += 1
      guard let question else { return "destroyed at a click that nobody was asked for" }
      if question.bootID != answered.bootID || answered.awake - question.acceptedAt >= .minutes(2) {
        return "destroyed at a click that came too late"
      }
      if let run = runs[id], run.waitsSince == nil { return "confirmed while one was under way" }
      runs[id] = Run(bootID: at.bootID, made: 0, waitsSince: at)
    case .ended(let id, let isWorthRetrying):
      guard let run = runs[id] else { return "what never began is over" }
      let goesOn = isWorthRetrying && !run.isGivenUp && run.made < world.maximum(of: id)
      if goesOn, !run.isVoid {
        runs[id]?.waitsSince = at
        runs[id]?.isClockSet = false
      } else {
        runs[id] = nil
      }
    case .givenUp(let id):
      runs[id]?.isGivenUp = true
      runs[id]?.isVoid = true
    case .touched(let id):
      if runs[id]?.waitsSince == nil { runs[id]?.isVoid = true } else { runs[id] = nil }
    case .restarted: unseenAt = at.awake
    case .clockSet: for id in runs.keys { runs[id]?.isClockSet = true }
    }
    return nil
  }

  private mutating func takeClaim(of project: Project, _ at: Moment, in world: Simulation) -> String? {
    let run = runs[project.id]
    isFurther = false
    if let run, run.waitsSince == nil { return "claimed while one was under way" }
    if let run, let since = run.waitsSince, run.bootID == at.bootID,
      !run.isBarred || project.status == .destroying
    {
      isFurther = true
      if run.made >= world.maximum(of: project.id) { return "more attempts than there may be" }
      if !run.isClockSet, at.sinceBoot - since.sinceBoot < delay(after: run.made) { return "tried too soon" }
      if run.made == 0 { figures.retried += 1 } else { figures.further += 1 }
      runs[project.id]?.made += 1
      runs[project.id]?.waitsSince = nil
    } else {
      if project.status == .destroying { return "a run went on that must not" }
      figures.warned += 1
      runs[project.id] = Run(bootID: at.bootID, made: 1)
    }
    let others = world.rows.values.count {
      $0.isRunning && $0.id != project.id && !world.silent.contains($0.id)
    }
    return others < world.schedule.policy.maximumConcurrent || world.hasDeferred
      ? nil : "more at a time than there may be"
  }

  /// What has not happened although it was to; nil if nothing is overdue.
  mutating func broken(by world: Simulation) -> String? {
    let now = world.now
    for row in world.rows.values {
      if runs[row.id]?.waitsSince != nil, world.isBarred(row) { runs[row.id]?.isBarred = true }
      if let run = runs[row.id], let since = run.waitsSince, run.bootID == now.bootID, row.flaw == nil,
        !run.isBarred
      {
        voidSince[row.id] = nil
        if row.status != .destroying { return "a run ended that might have gone on" }
        let wait = delay(after: run.made) * (run.isClockSet ? 2 : 1)
        let from = max(since.awake + wait, hinderedAt)
        if now.awake - from > Policy.settlingAfterWake + Schedule.rest * 2 { return "a run did not go on" }
      } else if row.isBetweenAttempts {
        let from = max(voidSince[row.id] ?? now.awake, hinderedAt)
        if voidSince.updateValue(from, forKey: row.id) == nil { figures.lapsed += 1 }
        if now.awake - from > Schedule.rest * 2 { return "it stays between attempts" }
      } else {
        voidSince[row.id] = nil
      }
      if row.status == .failed, isForgotten(row, in: world) { return "a failed one was not brought up" }
      if row.status != .failed { failedSince[row.id] = nil }
    }
    return nil
  }

  private mutating func isForgotten(_ row: Project, in world: Simulation) -> Bool {
    let since = failedSince[row.id] ?? world.now.awake
    failedSince[row.id] = since
    let last = world.reminded.last { shown in
      shown.at.bootID == world.now.bootID && shown.reminders.contains { $0.project.id == row.id }
    }
    let from = max(since, unseenAt, last?.at.awake ?? .zero)
    // The first comes after a quarter of an hour, the later ones at least every four hours.
    let longest: Duration = row.remindedOffset == nil ? .minutes(15) : .hours(4)
    return world.now.awake - from > longest + Schedule.rest * 4
  }

  private func delay(after attempt: Int) -> Duration {
    attempt == 0 ? .zero : min(.seconds(30) * (1 << (attempt - 1)), .hours(1))
  }
}

extension Simulation {
  /// How many attempts a run of it has.
  fileprivate func maximum(of id: Project.ID) -> Int { rows[id]?.wishes.retries.map { $0 + 1 } ?? 3 }
}
