import CSQLite

/// What SQLite answered where the floor expected success.
struct FloorError: Error, CustomStringConvertible {
  var text: String

  init(text: String) {
    self.text = text
  }

  init(_ connection: OpaquePointer?) {
    text = "\(String(cString: sqlite3_errmsg(connection))) (SQLite \(sqlite3_extended_errcode(connection)))"
  }

  var description: String { "the C API floor: \(text)" }
}
