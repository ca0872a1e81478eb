import CSQLite

/// One cell as it is stored, whatever its column was declared as.
///
/// Reading one never fails: SQLite lets any program store any type anywhere, and text that is not UTF-8.
enum Cell: Equatable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  /// Text that is not UTF-8 or holds a NUL, repaired for people to read.
  case brokenText(String)
  /// A blob of so many bytes.
  case blob(Int)

  /// What it holds, cut to a length that a person can read.
  var display: String {
    switch self {
    case .null: "NULL"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text), .brokenText(let text): String(text.prefix(80))
    case .blob(let count): "a blob of \(count) bytes"
    }
  }

  /// Reads a cell of the row that `statement` stands on.
  init(_ statement: OpaquePointer, _ index: Int32) {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT:
      self.init(text: sqlite3_column_text(statement, index), count: sqlite3_column_bytes(statement, index))
    case SQLITE_BLOB: self = .blob(Int(sqlite3_column_bytes(statement, index)))
    default: self = .null
    }
  }

  /// SQLite ends every text with a NUL; one before the end shows in the count.
  ///
  /// `String(validating:as:)` would find both faults as well, but asks the runtime for types at every cell,
  /// which takes longer than copying the text.
  private init(text start: UnsafePointer<UInt8>?, count: Int32) {
    guard let start else {
      self = .brokenText("")
      return
    }
    let bytes = UnsafeBufferPointer(start: start, count: Int(count))
    let text = start.withMemoryRebound(to: CChar.self, capacity: bytes.count + 1) {
      String(validatingCString: $0)
    }
    if let text, text.utf8.count == bytes.count {
      self = .text(text)
    } else {
      self = .brokenText(String(decoding: bytes, as: UTF8.self))
    }
  }
}
