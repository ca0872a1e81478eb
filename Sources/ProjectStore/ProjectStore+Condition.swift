import Deadlines

/// What the file and the connection to it are like, as they answer themselves.
public struct StoreCondition: Hashable, Sendable {
  /// The version of the SQLite library in use.
  public var sqliteVersion: String
  /// `PRAGMA user_version`: the last migration carried out.
  public var schemaVersion: Int
  /// `PRAGMA journal_mode`, as read back.
  public var journalMode: String
  /// `PRAGMA synchronous`, as read back; 2 is FULL.
  public var synchronous: Int
  /// The number of projects, damaged ones included.
  public var projects: Int
  /// The number of executions, damaged ones included.
  public var executions: Int
  /// The number of lines of the audit log, damaged ones included.
  public var events: Int
  /// The rows that cannot be read.
  public var damaged: [DamagedRow]
}

extension ProjectStore {
  /// Looks at every row of the file; takes time in proportion to its size.
  ///
  /// - Throws: `StoreError` if the file cannot be read. Rows that make no sense are no error.
  public func condition() async throws(StoreError) -> StoreCondition {
    try await read { connection in
      StoreCondition(
        sqliteVersion: try connection.text("SELECT sqlite_version()") ?? "",
        schemaVersion: Int(try connection.integer("PRAGMA user_version") ?? 0),
        journalMode: try connection.text("PRAGMA journal_mode") ?? "",
        synchronous: Int(try connection.integer("PRAGMA synchronous") ?? -1),
        projects: try connection.count(Query<Project>.all),
        executions: try connection.count(Query<Execution>.all),
        events: try connection.count(Query<LogEvent>.all),
        damaged: try damagedRows(connection.projects) + damagedRows(connection.executions)
          + damagedRows(connection.events))
    }
  }
}

/// Reads a whole table, some rows at a time: the audit log may be larger than memory likes.
private func damagedRows<Row>(_ fetch: (Query<Row>) throws -> Listing<Row>) throws -> [DamagedRow] {
  let size = 10_000
  var damaged: [DamagedRow] = []
  for number in 1... {
    let page = try fetch(.all.page(number, of: size))
    damaged += page.damaged
    if page.values.count + page.damaged.count < size { break }
  }
  return damaged
}
