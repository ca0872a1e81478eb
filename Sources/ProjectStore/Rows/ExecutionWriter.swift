import Deadlines
import GRDB

/// Writes rows of `executions`; always inside a transaction of its caller.
enum ExecutionWriter {
  /// Names who is in the way of a claim.
  ///
  /// The unique indexes would refuse it as well; this says why.
  static func demandFree(_ id: Project.ID, _ directory: FileIdentity, in database: Database) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT id, project_id FROM executions
        WHERE under_way = 1 AND (project_id = ? OR (device = ? AND inode = ?)) LIMIT 1
        """,
      arguments: [id.number, Int64(bitPattern: directory.device), Int64(bitPattern: directory.inode)])
    guard let row, let execution = Int64.fromDatabaseValue(row["id"]) else { return }
    let project = Int64.fromDatabaseValue(row["project_id"]) ?? id.number
    throw ClaimError.underWay(Execution.ID(execution), of: Project.ID(project))
  }

  static func insert(
    of project: Project, _ request: ClaimRequest, at now: Timestamp, in database: Database
  ) throws -> Execution {
    let cells = OutgoingCells(table: ExecutionColumn.table, id: nil)
    try database.execute(
      sql: """
        INSERT INTO executions
          (project_id, status, command, working_dir, folder, device, inode, under_way, created_at)
        VALUES (?, 'pending', ?, ?, ?, ?, ?, 1, ?)
        """,
      arguments: [
        project.id.number, try cells.text(project.command, "command"),
        try cells.text(request.workingDirectory, "working_dir"), try cells.text(request.folder, "folder"),
        Int64(bitPattern: request.directory.device), Int64(bitPattern: request.directory.inode),
        try cells.time(now, "created_at"),
      ])
    return try read(Execution.ID(database.lastInsertedRowID), in: database)
  }

  static func read(_ id: Execution.ID, in database: Database) throws -> Execution {
    guard let row = try ExecutionRow.with(id).fetchOne(database) else {
      throw StoreError.rowMissing(table: ExecutionColumn.table, id: id.number)
    }
    return row.execution
  }

  /// Whether the attempt is ours and its end is not recorded yet.
  static func isUnderWay(_ id: Execution.ID, in database: Database) throws -> Bool {
    let row = try Row.fetchOne(
      database, sql: "SELECT under_way FROM executions WHERE id = ?", arguments: [id.number])
    guard let row else { throw StoreError.rowMissing(table: ExecutionColumn.table, id: id.number) }
    return Int64.fromDatabaseValue(row["under_way"]) == 1
  }
}

extension ExecutionRow {
  static func with(_ id: Execution.ID) -> QueryInterfaceRequest<ExecutionRow> {
    filter(ExecutionColumn.id == id.number)
  }
}
