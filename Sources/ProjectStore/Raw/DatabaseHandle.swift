import CSQLite

/// The owner of one `sqlite3` handle; it closes when the last statement and the last reference have gone.
final class DatabaseHandle {
  private(set) var pointer: OpaquePointer?

  init(_ path: String, isReadOnly: Bool = false, patience: Duration) throws(SQLiteFailure) {
    let flags = (isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &pointer, flags, nil)
    guard code == SQLITE_OK else {
      let failure = failure
      sqlite3_close_v2(pointer)
      throw failure
    }
    sqlite3_extended_result_codes(pointer, 1)
    sqlite3_busy_timeout(pointer, Int32(clamping: Int64(patience / .milliseconds(1))))
  }

  deinit {
    sqlite3_close_v2(pointer)
  }

  func close() throws(SQLiteFailure) {
    guard sqlite3_close(pointer) == SQLITE_OK else { throw failure }
    pointer = nil
  }

  /// What went wrong last.
  var failure: SQLiteFailure {
    guard let pointer else { return SQLiteFailure(code: SQLITE_MISUSE, message: "the connection is closed") }
    return SQLiteFailure(
      code: sqlite3_extended_errcode(pointer), message: String(cString: sqlite3_errmsg(pointer)))
  }

  var changes: Int { Int(sqlite3_changes(pointer)) }
  var lastInsertedID: Int64 { sqlite3_last_insert_rowid(pointer) }

  func execute(_ sql: String) throws(SQLiteFailure) {
    guard let pointer, sqlite3_exec(pointer, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
  }
}
