public import Deadlines

/// The rows of `events`: the audit log.
public struct EventRepository: Sendable {
  let store: ProjectStore

  /// Appends a line to the audit log; a NUL in its texts is written as U+2400.
  ///
  /// - Returns: the line with its number.
  /// - Throws: `StoreError.rowMissing` if the project it speaks of is not there.
  @discardableResult
  public func log(_ event: LogEvent) async throws(StoreError) -> LogEvent {
    try await store.record { connection in
      var event = event
      event.id = try EventWriter.insert(event, in: connection)
      return event
    }
  }

  /// Lists the lines that a query asks for; rows that make no sense are listed apart, and count in a limit.
  ///
  /// - Throws: `StoreError` if the file cannot be read.
  public func fetch(_ query: Query<LogEvent>) async throws(StoreError) -> Listing<LogEvent> {
    try await store.read { try $0.events(query) }
  }

  /// Counts the rows that a query asks for, those that make no sense included.
  public func count(_ query: Query<LogEvent> = .all) async throws(StoreError) -> Int {
    try await store.read { try $0.count(query) }
  }

  /// Lists the whole audit log, oldest first.
  public func all() async throws(StoreError) -> Listing<LogEvent> {
    try await fetch(.all)
  }

  /// Lists the lines about one project, oldest first.
  public func of(_ project: Project.ID) async throws(StoreError) -> Listing<LogEvent> {
    try await fetch(.of(project))
  }

  /// Lists the lines of one kind, oldest first.
  public func of(kind: LogEvent.Kind) async throws(StoreError) -> Listing<LogEvent> {
    try await fetch(.kind(kind))
  }

  /// Lists the latest lines, the last first.
  public func recent(_ count: Int = 10) async throws(StoreError) -> Listing<LogEvent> {
    try await fetch(.recent(count))
  }

  /// Finds a line by its number; nil if there is none.
  public func find(_ id: Int64) async throws(StoreError) -> LogEvent? {
    try await store.read { try $0.events(.all.filter { $0.id == id }).first() }
  }

  /// Deletes a line.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public func delete(_ id: Int64) async throws(StoreError) -> Bool {
    try await store.record { try $0.delete(where: LogEvent.columns.id == id) > 0 }
  }
}
