import GRDB

/// The rows of a question: those that make sense, and those that do not, so that one never hides the others.
public struct Listing<Value: Sendable>: Sendable {
  /// The rows that make sense, in the order asked for.
  public var values: [Value]
  /// The rows that were left out.
  public var damaged: [DamagedRow]

  /// Makes a listing from its parts.
  public init(values: [Value], damaged: [DamagedRow]) {
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

extension Listing {
  /// Runs `request`, reading each row by itself; `hint` is the place of the text that helps to find a damaged
  /// row.
  static func fetch<Record: FetchableRecord>(
    _ request: QueryInterfaceRequest<Record>, in database: Database, hint: Int? = nil,
    value: (Record) -> Value
  ) throws -> Listing {
    var listing = Listing(values: [], damaged: [])
    let rows = try Row.fetchCursor(database, request)
    while let row = try rows.next() {
      do {
        listing.values.append(value(try Record(row: row)))
      } catch let cell as BadCell {
        listing.damaged.append(DamagedRow(cell: cell, hint: hint.flatMap { text(of: row, at: $0) }))
      }
    }
    return listing
  }

  private static func text(of row: Row, at position: Int) -> String? {
    guard position < row.count, let cell = try? row.decode(Cell?.self, atIndex: position) else { return nil }
    return cell.display
  }
}
