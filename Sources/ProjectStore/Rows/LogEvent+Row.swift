import Deadlines

/// The columns of `events`.
enum EventField: Int32, StoredField {
  case id, projectID, kind, message, metadata, createdAt

  static let table = "events"
  static let names = ["id", "project_id", "type", "message", "metadata", "created_at"]
}

extension LogEvent: StoredRow {
  static let idField = EventField.id
  static let hintField: EventField? = nil

  init(_ cells: CellReader<LogEvent>) throws(BadCell) {
    self.init(
      id: try cells.integer(.id), projectID: try cells.integerIfPresent(.projectID).map(Project.ID.init),
      kind: try cells.word(.kind), message: cells.proseIfPresent(.message) ?? "",
      metadata: cells.proseIfPresent(.metadata), createdAt: try cells.time(.createdAt))
  }
}
