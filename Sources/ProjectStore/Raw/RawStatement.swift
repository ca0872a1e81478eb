import CSQLite

/// One prepared statement; ready to run again after each run, well or ill.
final class RawStatement {
  private let handle: DatabaseHandle
  private let pointer: OpaquePointer

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
    defer {
      sqlite3_reset(pointer)
      sqlite3_clear_bindings(pointer)
    }
    for (index, value) in zip(Int32(1)..., values) {
      guard bind(value, at: index) == SQLITE_OK else { throw handle.failure }
    }
    while true {
      switch sqlite3_step(pointer) {
      case SQLITE_ROW: try body(pointer)
      case SQLITE_DONE: return
      default: throw handle.failure
      }
    }
  }

  private func bind(_ value: StoredValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(pointer, index)
    case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
    case .text(""): return sqlite3_bind_text(pointer, index, "", 0, transient)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(pointer, index, $0.baseAddress, Int32(clamping: $0.count), transient)
        }
      }
    }
  }
}

/// SQLITE_TRANSIENT, a macro that is not imported: SQLite copies the text at once.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
