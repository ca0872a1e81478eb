import CSQLite

/// A prepared statement that is kept: bind, step, read by position, reset.
struct FloorStatement {
  let pointer: OpaquePointer

  init(_ sql: String, on connection: OpaquePointer) throws(FloorError) {
    var pointer: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
    guard code == SQLITE_OK, let pointer else { throw FloorError(connection) }
    self.pointer = pointer
  }

  func bind(_ index: Int32, _ number: Int64?) {
    if let number { sqlite3_bind_int64(pointer, index, number) } else { sqlite3_bind_null(pointer, index) }
  }

  /// SQLite keeps a copy of its own: the text of a Swift string lives only as long as the call.
  func bind(_ index: Int32, _ text: String?) {
    if let text {
      sqlite3_bind_text(pointer, index, text, -1, transient)
    } else {
      sqlite3_bind_null(pointer, index)
    }
  }

  /// Steps once; true while there is a row.
  func step() throws(FloorError) -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw FloorError(sqlite3_db_handle(pointer))
    }
  }

  /// Steps a statement without rows to its end.
  func run() throws(FloorError) {
    defer { reset() }
    while try step() {}
  }

  func reset() { sqlite3_reset(pointer) }

  func text(_ index: Int32) -> String { textIfPresent(index) ?? "" }

  func textIfPresent(_ index: Int32) -> String? {
    sqlite3_column_text(pointer, index).map { String(cString: $0) }
  }

  func integer(_ index: Int32) -> Int64 { sqlite3_column_int64(pointer, index) }

  func type(_ index: Int32) -> Int32 { sqlite3_column_type(pointer, index) }
}

/// `SQLITE_TRANSIENT`, a macro that Swift does not import.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
