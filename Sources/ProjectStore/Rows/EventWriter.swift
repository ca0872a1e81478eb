import Deadlines

/// Writes rows of `events`; always inside a transaction of its caller.
enum EventWriter {
  /// Appends `event` to the audit log; nothing if it is nil.
  ///
  /// - Returns: its id.
  @discardableResult
  static func insert(_ event: LogEvent?, in connection: any Connection) throws -> Int64? {
    guard let event else { return nil }
    let check = OutgoingCells<LogEvent>(id: nil)
    do {
      return try connection.insert(
        LogEvent.self,
        [
          check.integer(.projectID, event.projectID?.number),
          check.word(.kind, event.kind),
          check.prose(.message, event.message),
          check.prose(.metadata, event.metadata),
          try check.time(.createdAt, event.createdAt),
        ])
    } catch let failure as SQLiteFailure where failure.isForeignKeyViolation {
      throw StoreError.rowMissing(table: ProjectField.table, id: event.projectID?.number ?? 0)
    }
  }
}
