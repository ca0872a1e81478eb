import Deadlines

/// Writes rows of `projects`; always inside a transaction of its caller.
enum ProjectWriter {
  /// Inserts a row for `new`.
  ///
  /// - Throws: `Refusal.alreadyActive` if a row has its path.
  static func insert(_ new: NewProject, at now: Timestamp, in connection: any Connection) throws -> Project {
    var project = Project(
      id: Project.ID(0), path: new.path, name: new.name, timeout: new.timeout, command: new.command,
      source: new.source, tags: new.tags, deadline: new.deadline, scheduledAt: now, livesSince: now,
      createdAt: now, updatedAt: now)
    project.seenEnvironment = new.seenEnvironment
    try connection.noteTime(now)
    return try insert(project, in: connection)
  }

  /// Inserts a row for `draft`, whatever its state; its id is given by the file.
  ///
  /// - Throws: `Refusal.alreadyActive` if a row has its path.
  static func insert(_ draft: Project, in connection: any Connection) throws -> Project {
    let check = OutgoingCells<Project>(id: nil)
    let times = [
      try check.time(.createdAt, draft.createdAt), try check.time(.updatedAt, draft.updatedAt),
    ]
    let row = try cells(of: draft, check) + times
    var project = draft
    project.id = Project.ID(
      try demandingFreePath(draft.path, in: connection) { try connection.insert(Project.self, row) })
    return project
  }

  /// Lets `rule` change a project as it was just read, and writes the columns that differ.
  ///
  /// The generation grows with whatever makes warnings void, so the trigger for other writers never fires for
  /// ours. `active` is written only where it changes, so that another program's taking it away outlasts any
  /// other change.
  static func update(
    _ old: Project, at now: Timestamp, in connection: any Connection, rule: (inout Project) throws -> Void
  ) throws -> Project {
    var new = old
    try rule(&new)
    new.id = old.id
    new.createdAt = old.createdAt
    let isVoid =
      new.deadline != old.deadline || new.path != old.path || new.command != old.command
      || new.isActive != old.isActive
    if new.generation < old.generation || (isVoid && new.generation == old.generation) {
      new.generation = old.generation.next
    }
    // Where the numbers begin again, a warning of long ago must not speak for a generation that has its number.
    if new.generation < old.generation { new.acceptance = nil }
    if new.generation != old.generation, new.scheduledAt == old.scheduledAt { new.scheduledAt = now }
    if new.status != .held { new.holdReason = nil }
    // Another program may have resumed the row, which says nothing of this.
    if old.status != .held, new.holdReason != .interrupted { new.isInterrupted = false }
    if new.status == .held, new.holdReason == nil {
      throw BadCell(table: ProjectField.table, column: "hold_reason", id: old.id.number, value: "NULL")
    }

    let check = OutgoingCells<Project>(id: old.id.number)
    let before = try cells(of: old, OutgoingCells(id: old.id.number, isChecking: false))
    let changed = zip(before, try cells(of: new, check)).filter { $0.0 != $0.1 }.map(\.1)
    guard !changed.isEmpty else { return old }
    new.updatedAt = now
    let time = try check.time(.updatedAt, now)
    try connection.noteTime(now)
    if old.isResumedDespiteClock(as: new) { try connection.vouchForClock(at: now) }
    let condition = Project.columns.id == old.id
    try demandingFreePath(new.path, in: connection) {
      try connection.updateOne(condition, changed + [time])
    }
    return new
  }

  /// Takes the acceptance out of every row that has one, and the boot out of runs of attempts, which then do not go on.
  static func voidWarnings(in connection: any Connection) throws {
    // A copy of an older file has no such column.
    if try connection.declaredTypes(of: ProjectField.table)[ProjectField.attemptBoot.name] != nil {
      try connection.update(
        where: Project.columns.attemptBoot.isPresent, [StoredCell(ProjectField.attemptBoot, .null)])
    }
    try connection.update(
      where: Project.columns.acceptedGeneration.isPresent,
      Project.acceptanceFields.map { StoredCell($0, .null) })
  }

  /// Runs `write`; a second row of the same path is a refusal that names the first.
  private static func demandingFreePath<Value>(
    _ path: String, in connection: any Connection, _ write: () throws -> Value
  ) throws -> Value {
    do {
      return try write()
    } catch let failure as SQLiteFailure where failure.isUniqueViolation {
      let other = try connection.integer("SELECT id FROM projects WHERE path = ?", [.text(path)])
      throw Refusal.alreadyActive(Project.ID(other ?? 0))
    }
  }

  /// What the row of `project` is to hold, less id and the times of the row itself.
  private static func cells(
    of project: Project, _ check: OutgoingCells<Project>
  ) throws(BadCell) -> [StoredCell<Project>] {
    let acceptance = project.acceptance
    let attempts = try check.attempts(project.attempts)
    let file = try check.file(project)
    return [
      try check.text(.path, project.path),
      try check.text(.name, project.name),
      try check.text(.timeout, project.timeout),
      try check.text(.command, project.command),
      check.integer(.active, project.isActive ? 1 : 0),
      check.word(.status, project.status),
      check.word(.holdReason, project.holdReason),
      check.integer(.awaitsUser, project.awaitsUser ? 1 : 0),
      check.integer(.generation, project.generation.number),
      check.word(.source, project.source),
      try check.json(.tags, project.tags),
      try check.time(.deadline, project.deadline),
      try check.time(.scheduledAt, project.scheduledAt),
      check.integer(.acceptedGeneration, acceptance?.generation.number),
      try check.text(.acceptedBoot, acceptance?.bootID),
      check.integer(.acceptedAwake, acceptance?.awakeSeconds),
      try check.time(.acceptedAt, acceptance?.wall),
      check.integer(.acceptedOffset, acceptance?.offset.wholeSeconds),
      check.word(.silence, project.silence),
      try check.time(.stalledSince, project.stalledSince),
      check.integer(.remindedOffset, project.remindedOffset?.wholeSeconds),
      try check.time(.livesSince, project.livesSince),
      try check.environment(project.seenEnvironment),
      try check.time(.removedAt, project.removedAt),
      // One that is kept as something else than text is the same before and after.
      try check.text(.config, project.config),
    ] + attempts + file
  }
}

extension Project {
  /// Whether its user resumed it although the clock was not believed: whoever does that says that the clock is right.
  fileprivate func isResumedDespiteClock(as new: Project) -> Bool {
    holdReason == .clock && new.status == .scheduled && new.generation != generation
  }
}
