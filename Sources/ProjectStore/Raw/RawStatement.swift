import CSQLite

/// One prepared statement; ready to run again after each run, well or ill.
final class RawStatement: PreparedStatement {
  private let handle: DatabaseHandle
  private let pointer: OpaquePointer
  var lastCount = 0

  init(_ sql: String, in handle: DatabaseHandle) throws(SQLiteFailure) {
    var pointer: OpaquePointer?
    guard let database = handle.pointer,
      sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil) == SQLITE_OK,
      let pointer
    else { throw handle.failure }
    self.handle = handle
    self.pointer = pointer
  }

  deinit {
    sqlite3_finalize(pointer)
  }

  /// Runs it to its end, whatever rows it gives.
  func run(_ values: [StoredValue]) throws {
    try rows(values) { _ in }
  }

  /// Runs it and shows `body` each row; the row is gone when `body` returns.
  func rows(_ values: [StoredValue], _ body: (OpaquePointer) throws -> Void) throws {
    try runThrough(pointer, values, body)
  }
}
