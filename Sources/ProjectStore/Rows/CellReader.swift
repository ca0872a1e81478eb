import Deadlines
import GRDB

/// A column of one of our tables, known by its place in the selection.
protocol StoredColumn: RawRepresentable<String>, CaseIterable, ColumnExpression, Hashable, Sendable {
  static var table: String { get }
  static var positions: [Self: Int] { get }
}

extension StoredColumn {
  static func countPositions() -> [Self: Int] {
    Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
  }
}

/// Reads the cells of one row, each as the type its column means.
struct CellReader<Column: StoredColumn> {
  let row: Row
  /// The row's id, to name it in errors; nil if the cell is unreadable itself.
  let id: Int64?

  init(_ row: Row, idColumn: Column) {
    self.row = row
    self.id = if case .integer(let id) = Self.cell(of: row, idColumn) { id } else { nil }
  }

  private static func cell(of row: Row, _ column: Column) -> Cell {
    guard let position = Column.positions[column], position < row.count else { return .null }
    return (try? row.decode(Cell?.self, atIndex: position)) ?? .null
  }

  private func cell(_ column: Column) -> Cell { Self.cell(of: row, column) }

  private func bad(_ column: Column, _ cell: Cell) -> BadCell {
    BadCell(table: Column.table, column: column.rawValue, id: id, value: cell.display)
  }

  func integerIfPresent(_ column: Column) throws(BadCell) -> Int64? {
    switch cell(column) {
    case .null: nil
    case .integer(let number): number
    case let other: throw bad(column, other)
    }
  }

  func integer(_ column: Column) throws(BadCell) -> Int64 {
    guard let number = try integerIfPresent(column) else { throw bad(column, .null) }
    return number
  }

  /// Text that our rules act on: it must be what its bytes say.
  func textIfPresent(_ column: Column) throws(BadCell) -> String? {
    switch cell(column) {
    case .null: nil
    case .text(let text): text
    case let other: throw bad(column, other)
    }
  }

  func text(_ column: Column) throws(BadCell) -> String {
    guard let text = try textIfPresent(column) else { throw bad(column, .null) }
    return text
  }

  /// Text that is only shown: repaired where it is broken.
  func proseIfPresent(_ column: Column) -> String? {
    switch cell(column) {
    case .null: nil
    case .text(let text), .brokenText(let text): text
    case let other: other.display
    }
  }

  func timeIfPresent(_ column: Column) throws(BadCell) -> Timestamp? {
    let cell = cell(column)
    let time: Timestamp?
    switch cell {
    case .null: return nil
    case .integer(let seconds): time = Timestamp(seconds)
    case .text(let text): time = Timestamp(text: text)
    default: time = nil
    }
    guard let time, Timestamp.storable.contains(time) else { throw bad(column, cell) }
    return time
  }

  func time(_ column: Column) throws(BadCell) -> Timestamp {
    guard let time = try timeIfPresent(column) else { throw bad(column, .null) }
    return time
  }

  /// A word out of a closed list.
  func word<Word: RawRepresentable<String>>(_ column: Column, _: Word.Type = Word.self) throws(BadCell)
    -> Word
  {
    let text = try text(column)
    guard let word = Word(rawValue: text) else { throw bad(column, .text(text)) }
    return word
  }

  /// Refuses the row because of what `column` holds.
  func reject(_ column: Column) -> BadCell { bad(column, cell(column)) }
}
