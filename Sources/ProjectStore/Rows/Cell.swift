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
    self.init(sqlite3_column_value(statement, index))
  }

  /// Reads a value of a row.
  ///
  /// SQLite calls it unprotected, which makes no difference on a connection that one thread uses at a time; each
  /// `sqlite3_column_` function would look the row up anew.
  init(_ value: OpaquePointer?) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(value))
    case SQLITE_FLOAT: self = .real(sqlite3_value_double(value))
    case SQLITE_TEXT:
      if let text = String(intact: value) {
        self = .text(text)
      } else {
        let start = sqlite3_value_text(value)
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
        self = .brokenText(String(decoding: bytes, as: UTF8.self))
      }
    case SQLITE_BLOB: self = .blob(Int(sqlite3_value_bytes(value)))
    default: self = .null
    }
  }
}

extension String {
  /// The text of a cell that holds text; nil if it is not UTF-8 or holds a NUL.
  ///
  /// SQLite ends every text with a NUL; one before the end shows in the count. `String(validating:as:)` would
  /// find both faults as well, but asks the runtime for types each time, which takes longer than the copy.
  init?(intact value: OpaquePointer?) {
    guard let start = sqlite3_value_text(value) else { return nil }
    let count = Int(sqlite3_value_bytes(value))
    let text = start.withMemoryRebound(to: CChar.self, capacity: count + 1) {
      String(validatingCString: $0)
    }
    guard let text, text.utf8.count == count else { return nil }
    self = text
  }
}
