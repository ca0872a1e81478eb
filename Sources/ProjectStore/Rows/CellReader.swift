import CSQLite
import Deadlines

/// Reads the cells of the row that a statement stands on, each as the type its column means.
///
/// Both engines read through here, so there is one rule for what a cell may hold. It must not outlast the row.
struct CellReader<Row: StoredRow> {
  let statement: OpaquePointer

  /// The row's id, to name it in errors; nil if the cell is unreadable itself.
  var id: Int64? { if case .integer(let id) = cell(Row.idField) { id } else { nil } }

  func cell(_ column: Row.Field) -> Cell { Cell(value(column)) }

  private func value(_ column: Row.Field) -> OpaquePointer? {
    sqlite3_column_value(statement, column.rawValue)
  }

  /// Refuses the row because of what `column` holds.
  func reject(_ column: Row.Field) -> BadCell {
    BadCell(table: Row.Field.table, column: column.name, id: id, value: cell(column).display)
  }

  func integerIfPresent(_ column: Row.Field) throws(BadCell) -> Int64? {
    let value = value(column)
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: return sqlite3_value_int64(value)
    case SQLITE_NULL: return nil
    default: throw reject(column)
    }
  }

  func integer(_ column: Row.Field) throws(BadCell) -> Int64 {
    let value = value(column)
    guard sqlite3_value_type(value) == SQLITE_INTEGER else { throw reject(column) }
    return sqlite3_value_int64(value)
  }

  /// Text that our rules act on: it must be what its bytes say.
  func textIfPresent(_ column: Row.Field) throws(BadCell) -> String? {
    let value = value(column)
    switch sqlite3_value_type(value) {
    case SQLITE_NULL: return nil
    case SQLITE_TEXT:
      guard let text = String(intact: value) else { throw reject(column) }
      return text
    default: throw reject(column)
    }
  }

  func text(_ column: Row.Field) throws(BadCell) -> String {
    let value = value(column)
    guard sqlite3_value_type(value) == SQLITE_TEXT, let text = String(intact: value) else {
      throw reject(column)
    }
    return text
  }

  /// Text that is only shown: repaired where it is broken.
  func proseIfPresent(_ column: Row.Field) -> String? {
    switch cell(column) {
    case .null: nil
    case .text(let text), .brokenText(let text): text
    case let other: other.display
    }
  }

  func timeIfPresent(_ column: Row.Field) throws(BadCell) -> Timestamp? {
    let value = value(column)
    let time: Timestamp?
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: time = Timestamp(sqlite3_value_int64(value))
    case SQLITE_NULL: return nil
    case SQLITE_TEXT: time = String(intact: value).flatMap { Timestamp(text: $0) }
    default: time = nil
    }
    guard let time, Timestamp.storable.contains(time) else { throw reject(column) }
    return time
  }

  func time(_ column: Row.Field) throws(BadCell) -> Timestamp {
    guard let time = try timeIfPresent(column) else { throw reject(column) }
    return time
  }

  /// A word out of a closed list.
  func word<Word: RawRepresentable<String>>(
    _ column: Row.Field, _: Word.Type = Word.self
  ) throws(BadCell) -> Word {
    guard let word = Word(rawValue: try text(column)) else { throw reject(column) }
    return word
  }
}
