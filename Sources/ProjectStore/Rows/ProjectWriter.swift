import Deadlines
import Foundation
import GRDB

/// Writes rows of `projects`; always inside a transaction of its caller.
enum ProjectWriter {
  static func insert(_ new: NewProject, at now: Timestamp, in database: Database) throws -> Project {
    let draft = Project(
      id: Project.ID(0), path: new.path, name: new.name, timeout: new.timeout, command: new.command,
      source: new.source, tags: new.tags, deadline: new.deadline, scheduledAt: now, createdAt: now,
      updatedAt: now)
    let cells = try cells(of: draft)
    let columns = cells.map(\.column.rawValue).joined(separator: ", ")
    try database.execute(
      sql: """
        INSERT INTO projects (\(columns), created_at, updated_at)
        VALUES (\(databaseQuestionMarks(count: cells.count)), ?, ?)
        """,
      arguments: StatementArguments(cells.map(\.value)) + [now.seconds, now.seconds])
    return try read(Project.ID(database.lastInsertedRowID), in: database)
  }

  /// Lets `rule` change the project of `row` and writes the columns that differ.
  ///
  /// The generation grows with whatever makes warnings void, so the trigger for other writers never fires for
  /// ours. `active` is written with `status`, so that another program's taking it away outlasts any other
  /// change.
  static func update(
    _ row: ProjectRow, at now: Timestamp, in database: Database, rule: (inout Project) throws -> Void
  ) throws -> Project {
    let old = row.project
    var new = old
    try rule(&new)
    new.id = old.id
    let isActive = new.status == old.status ? row.isActive : new.status.isActive
    let isVoid =
      new.deadline != old.deadline || new.path != old.path || new.command != old.command
      || isActive != row.isActive
    if isVoid || new.generation < old.generation { new.generation = max(new.generation, old.generation.next) }
    if new.generation != old.generation, new.scheduledAt == old.scheduledAt { new.scheduledAt = now }
    if new.status != .held { new.holdReason = nil }
    if new.status == .held, new.holdReason == nil {
      throw BadCell(table: ProjectColumn.table, column: "hold_reason", id: old.id.number, value: "NULL")
    }

    let before = try cells(of: old, checking: false)
    var changed = zip(before, try cells(of: new)).filter { $0.0.value != $0.1.value }.map(\.1)
    if isActive != row.isActive { changed.append((.active, (isActive ? 1 : 0).databaseValue)) }
    guard !changed.isEmpty else { return old }
    let assignments =
      changed.map { $0.column.set(to: $0.value) } + [ProjectColumn.updatedAt.set(to: now.seconds)]
    do {
      try ProjectRow.with(old.id).updateAll(database, assignments)
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      let other = try Int64.fetchOne(
        database, sql: "SELECT id FROM projects WHERE path = ?", arguments: [new.path])
      throw Refusal.alreadyActive(Project.ID(other ?? 0))
    }
    return try read(old.id, in: database)
  }

  private static func read(_ id: Project.ID, in database: Database) throws -> Project {
    guard let row = try ProjectRow.with(id).fetchOne(database) else {
      throw StoreError.rowMissing(table: ProjectColumn.table, id: id.number)
    }
    return row.project
  }

  /// What the row of `project` is to hold, less id and the times of the row itself.
  private static func cells(
    of project: Project, checking: Bool = true
  ) throws(BadCell) -> [(column: ProjectColumn, value: DatabaseValue)] {
    let check = OutgoingCells(table: ProjectColumn.table, id: project.id.number, isChecking: checking)
    let acceptance = project.acceptance
    return [
      (.path, try check.text(project.path, "path")),
      (.name, try check.text(project.name, "name")),
      (.timeout, try check.text(project.timeout, "timeout")),
      (.command, try check.text(project.command, "command")),
      (.status, project.status.rawValue.databaseValue),
      (.holdReason, project.holdReason?.rawValue.databaseValue ?? .null),
      (.generation, project.generation.number.databaseValue),
      (.source, project.source.rawValue.databaseValue),
      (.tags, try check.json(project.tags, "tags")),
      (.destroyAt, try check.time(project.deadline, "destroy_at")),
      (.scheduledAt, try check.time(project.scheduledAt, "scheduled_at")),
      (.acceptedGeneration, acceptance?.generation.number.databaseValue ?? .null),
      (.acceptedBoot, try check.text(acceptance?.bootID, "accepted_boot")),
      (.acceptedAwake, acceptance?.awakeSeconds.databaseValue ?? .null),
      (.acceptedAt, try check.time(acceptance?.wall, "accepted_at")),
      (.acceptedOffset, acceptance?.offset.wholeSeconds.databaseValue ?? .null),
    ]
  }
}
