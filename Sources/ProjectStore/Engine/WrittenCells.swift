/// A value to be written, with the field it goes to.
struct StoredCell<Row: StoredRow>: Hashable, Sendable {
  let field: Row.Field
  let value: StoredValue

  init(_ field: Row.Field, _ value: StoredValue) {
    self.field = field
    self.value = value
  }
}

/// Cells of one row, ready to be written.
///
/// It knows no type of row, since generic code behind `any Connection` asks the runtime for types at every cell,
/// which takes longer than writing it.
struct WrittenCells {
  let table: String
  /// The names of all columns of the table, by their fields.
  let names: [String]
  private(set) var fields: [Int32] = []
  private(set) var values: [StoredValue] = []

  @inline(__always)
  init<Row: StoredRow>(_ cells: [StoredCell<Row>], leavesOutNull: Bool = false) {
    table = Row.Field.table
    names = Row.Field.names
    fields.reserveCapacity(cells.count)
    values.reserveCapacity(cells.count)
    for cell in cells where !leavesOutNull || cell.value != .null {
      fields.append(cell.field.rawValue)
      values.append(cell.value)
    }
  }

  /// The names of the columns that are written.
  var columns: [String] { fields.map { names[Int($0)] } }
}

extension WrittenCells {
  /// An INSERT with a question mark for each cell.
  var insertion: String {
    let marks = repeatElement("?", count: fields.count).joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
  }

  /// An UPDATE with a question mark for each cell, up to its WHERE.
  var assignment: String {
    "UPDATE \(table) SET \(columns.map { "\($0) = ?" }.joined(separator: ", "))"
  }
}
