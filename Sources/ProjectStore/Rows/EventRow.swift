import Deadlines
import GRDB

/// The columns of `events`, in the order of the selection.
enum EventColumn: String, StoredColumn {
  case id, type, message, metadata
  case projectID = "project_id"
  case createdAt = "created_at"

  static let table = "events"
  static let positions = countPositions()
}

/// A row of `events` that makes sense.
struct EventRow: TableRecord, FetchableRecord {
  static let databaseTableName = EventColumn.table
  static var databaseSelection: [any SQLSelectable] { EventColumn.allCases }

  let event: LogEvent

  init(row: Row) throws {
    try self.init(reading: CellReader(row, idColumn: EventColumn.id))
  }

  private init(reading cells: CellReader<EventColumn>) throws(BadCell) {
    event = LogEvent(
      id: try cells.integer(.id), projectID: try cells.integerIfPresent(.projectID).map(Project.ID.init),
      kind: try cells.word(.type), message: cells.proseIfPresent(.message) ?? "",
      metadata: cells.proseIfPresent(.metadata), createdAt: try cells.time(.createdAt))
  }
}
