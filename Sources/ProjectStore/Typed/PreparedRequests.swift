import GRDB

/// The statements of the questions asked lately, by their shapes.
///
/// Writing a request out as SQL takes GRDB longer than SQLite takes to find a row by its id.
struct PreparedRequests {
  private struct Key: Hashable {
    let table: String
    let shape: QueryShape
  }

  private var statements: [Key: Statement] = [:]
  /// Pages are shapes of their own, so their number must have a bound.
  private let capacity = 64

  mutating func statement<Row: StoredRow>(for query: Query<Row>, in database: Database) throws -> Statement {
    let key = Key(table: Row.Field.table, shape: query.shape)
    if let statement = statements[key] { return statement }
    let statement = try query.request.makePreparedRequest(database, forSingleResult: false).statement
    if statements.count >= capacity { statements.removeAll(keepingCapacity: true) }
    statements[key] = statement
    return statement
  }
}
