import Deadlines
import GRDB

/// Writes rows of `events`; always inside a transaction of its caller.
enum EventWriter {
  /// Appends `event` to the audit log; nothing if it is nil.
  static func insert(_ event: LogEvent?, in database: Database) throws {
    guard let event else { return }
    let cells = OutgoingCells(table: EventColumn.table, id: event.id)
    do {
      try database.execute(
        sql: "INSERT INTO events (project_id, type, message, metadata, created_at) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          event.projectID?.number, event.kind.rawValue, cells.prose(event.message),
          cells.prose(event.metadata),
          try cells.time(event.createdAt, "created_at"),
        ])
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      throw StoreError.rowMissing(table: ProjectColumn.table, id: event.projectID?.number ?? 0)
    }
  }
}
