/// The rows of a question: those that make sense, and those that do not, so that one never hides the others.
public struct Listing<Value: Sendable>: Sendable {
  /// The rows that make sense, in the order asked for.
  public var values: [Value]
  /// The rows that were left out.
  public var damaged: [DamagedRow]

  /// Makes a listing from its parts.
  public init(values: [Value] = [], damaged: [DamagedRow] = []) {
    self.values = values
    self.damaged = damaged
  }
}

extension Listing: Equatable where Value: Equatable {}

/// A row that cannot be acted on because one of its cells makes no sense.
public struct DamagedRow: Hashable, Sendable {
  /// The first such cell; it names table and row.
  public var cell: BadCell
  /// A readable text that may help a person find the row: a project's path, for instance.
  public var hint: String?

  /// Makes a damaged row from its first bad cell.
  public init(cell: BadCell, hint: String?) {
    self.cell = cell
    self.hint = hint
  }
}

extension Listing where Value: StoredRow {
  /// Adds the row that `cells` stands on, by itself.
  mutating func append(_ cells: CellReader<Value>) {
    do {
      values.append(try Value(cells))
    } catch {
      damaged.append(DamagedRow(cell: error, hint: Value.hintField.map { cells.cell($0).display }))
    }
  }
}

extension Listing {
  /// The first row; nil if there is none.
  ///
  /// - Throws: `BadCell` if there is only one that makes no sense.
  func first() throws(BadCell) -> Value? {
    if let value = values.first { return value }
    if let damaged = damaged.first { throw damaged.cell }
    return nil
  }
}
