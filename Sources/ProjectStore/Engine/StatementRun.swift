import CSQLite

/// A statement that an engine keeps.
protocol PreparedStatement: AnyObject {
  /// How many rows its last listing had: most questions are asked again.
  var lastCount: Int { get set }
  func rows(_ values: [StoredValue], _ body: (OpaquePointer) throws -> Void) throws
}

extension PreparedStatement {
  /// Lists the rows that it finds.
  ///
  /// Room for as many as last time is made at once; growing would copy them all several times.
  @inline(__always)
  func list<Row: StoredRow>(_ values: [StoredValue]) throws -> Listing<Row> {
    var listing = Listing<Row>()
    listing.values.reserveCapacity(min(lastCount, 10_000))
    try rows(values) { listing.append(CellReader(statement: $0)) }
    lastCount = listing.values.count
    return listing
  }
}

/// Runs a statement to its end and shows `body` each row, which is gone when `body` returns.
///
/// Afterwards, well or ill, the statement is ready to run again and holds no lock.
func runThrough(
  _ statement: OpaquePointer, _ values: [StoredValue], _ body: (OpaquePointer) throws -> Void
) throws {
  defer {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }
  var code = bindCells(values, of: statement)
  while code == SQLITE_OK || code == SQLITE_ROW {
    code = sqlite3_step(statement)
    if code == SQLITE_ROW { try body(statement) }
  }
  guard code == SQLITE_DONE else {
    let connection = sqlite3_db_handle(statement)
    throw SQLiteFailure(
      code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)))
  }
}

/// Gives `values` to the question marks, in their order, of a statement that is reset.
///
/// - Returns: SQLite's result code.
func bindCells(_ values: [StoredValue], of statement: OpaquePointer) -> Int32 {
  var index: Int32 = 1
  for value in values {
    let code = bindCell(value, at: index, of: statement)
    guard code == SQLITE_OK else { return code }
    index += 1
  }
  return SQLITE_OK
}

/// Gives `value` to the question mark at `index`, which counts from 1, of a statement that is reset.
///
/// - Returns: SQLite's result code.
private func bindCell(_ value: StoredValue, at index: Int32, of statement: OpaquePointer) -> Int32 {
  switch value {
  case .null: return sqlite3_bind_null(statement, index)
  case .integer(let number): return sqlite3_bind_int64(statement, index, number)
  case .text(""): return sqlite3_bind_text(statement, index, "", 0, transient)
  case .text(var text):
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text64(
          statement, index, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
      }
    }
  }
}

/// SQLITE_TRANSIENT, a macro that is not imported: SQLite copies the text at once.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
