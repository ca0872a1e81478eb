import Deadlines

/// A table of another program's file as it is stored: the names of its columns, and the cells of every row.
struct ForeignTable: Equatable, Sendable {
  let name: String
  let columns: [String: Int]
  var rows: [[Cell]] = []

  init(_ name: String, columns: [String], rows: [[Cell]] = []) {
    self.name = name
    self.columns = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.rows = rows
  }

  /// A row for each, in the order of the file.
  var all: [ForeignRow] { rows.map { ForeignRow(table: self, cells: $0) } }
}

/// One row of another program's table.
struct ForeignRow {
  let table: ForeignTable
  let cells: [Cell]

  /// The cell of a column; NULL where the table has no such column.
  subscript(_ column: String) -> Cell {
    guard let place = table.columns[column], place < cells.count else { return .null }
    return cells[place]
  }

  /// The text by which other rows and people name this one.
  var id: String? { self["id"].key }

  /// Refuses the row because of what `column` holds.
  func refusal(_ column: String, _ reason: RefusedRow.Reason) -> RefusedRow {
    RefusedRow(
      table: table.name, id: id.map { String($0.prefix(80)) }, column: column, value: self[column].display,
      reason: reason)
  }

  /// The time in `column`; nil for NULL.
  func time(_ column: String) throws(RefusedRow) -> Timestamp? {
    let cell = self[column]
    if cell == .null { return nil }
    guard let time = cell.time else { throw refusal(column, .noTime) }
    return time
  }

  /// Text that is only shown, repaired where it is broken.
  func prose(_ column: String) -> String? {
    switch self[column] {
    case .null: nil
    case .text(let text), .brokenText(let text): text
    case let other: other.display
    }
  }
}

extension Cell {
  /// The value as a key that equals another program's reference to it, whether stored as a number or as text.
  var key: String? {
    switch self {
    case .integer(let number): String(number)
    case .text(let text): text
    case .null, .real, .brokenText, .blob: nil
    }
  }

  /// The time this cell can mean: seconds, milliseconds, SQLite's text or ISO 8601.
  ///
  /// No number is ambiguous: as seconds, what is beyond the year 9999 is no time; as milliseconds, it lies after
  /// 1978.
  var time: Timestamp? {
    let time: Timestamp?
    switch self {
    case .integer(let number):
      let seconds = Timestamp(number)
      time = seconds > Timestamp.storable.upperBound ? Timestamp(number / 1_000) : seconds
    case .real(let number):
      guard number.isFinite, abs(number) < 1e15 else { return nil }
      return Cell.integer(Int64(number)).time
    case .text(let text):
      if let number = Int64(text) { return Cell.integer(number).time }
      time = Timestamp(text: text)
    case .null, .brokenText, .blob: time = nil
    }
    return time.flatMap { Timestamp.storable.contains($0) ? $0 : nil }
  }

  /// The flag this cell can mean.
  var flag: Bool? {
    switch self {
    case .integer(let number): number != 0
    case .real(let number): number != 0
    case .text(let text):
      switch text.lowercased() {
      case "1", "true", "yes": true
      case "0", "false", "no", "": false
      default: nil
      }
    case .null, .brokenText, .blob: nil
    }
  }
}
