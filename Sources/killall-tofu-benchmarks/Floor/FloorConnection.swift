import CSQLite

/// A connection with the settings of a store, and every statement of the floor prepared once.
///
/// Not for two threads at a time; ``Floor`` keeps it to one.
final class FloorConnection {
  let pointer: OpaquePointer
  private var statements: [FloorStatement] = []

  /// Opens a file that a store has made.
  init(path: String) throws(FloorError) {
    var pointer: OpaquePointer?
    let code = sqlite3_open_v2(path, &pointer, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let pointer else {
      defer { sqlite3_close_v2(pointer) }
      throw FloorError(pointer)
    }
    self.pointer = pointer
    sqlite3_busy_timeout(pointer, 5_000)
    try execute("PRAGMA foreign_keys = ON")
    try execute("PRAGMA synchronous = FULL")
    try execute("PRAGMA journal_mode = TRUNCATE")
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement.pointer) }
    sqlite3_close_v2(pointer)
  }

  /// Prepares a statement that lives as long as the connection.
  func prepare(_ sql: String) throws(FloorError) -> FloorStatement {
    let statement = try FloorStatement(sql, on: pointer)
    statements.append(statement)
    return statement
  }

  /// Runs statements that are needed once.
  func execute(_ sql: String) throws(FloorError) {
    guard sqlite3_exec(pointer, sql, nil, nil, nil) == SQLITE_OK else { throw FloorError(pointer) }
  }

  /// The answer of a pragma, as text.
  func answer(_ sql: String) throws(FloorError) -> String {
    let statement = try FloorStatement(sql, on: pointer)
    defer { sqlite3_finalize(statement.pointer) }
    return try statement.step() ? statement.text(0) : ""
  }

  /// `destroy_at` in seconds, whatever type it is stored as: word for word as the file's index has it, which
  /// SQLite would not use otherwise.
  func indexedDeadline() throws(FloorError) -> String {
    let sql = try answer("SELECT sql FROM sqlite_master WHERE name = 'projects_active_by_time'")
    guard let start = sql.firstIndex(of: "("), let end = sql.lastIndex(of: ")") else {
      throw FloorError(text: "the file has no index projects_active_by_time")
    }
    return String(sql[sql.index(after: start)..<end])
  }

  var lastInsertedID: Int64 { sqlite3_last_insert_rowid(pointer) }

  var changes: Int32 { sqlite3_changes(pointer) }
}
