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
      let start = sqlite3_column_text(statement, index)
      self.init(bytes: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
    case SQLITE_BLOB: self = .blob(Int(sqlite3_column_bytes(statement, index)))
    default: self = .null
    }
  }

  init(bytes: UnsafeBufferPointer<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) {
      self = .text(text)
    } else {
      self = .brokenText(String(decoding: bytes, as: UTF8.self))
    }
  }
}
