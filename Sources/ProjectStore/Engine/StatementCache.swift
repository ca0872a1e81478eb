/// The prepared statements of one connection, by what they ask.
///
/// Writing a question out as SQL takes longer than SQLite takes to find a row by its id.
struct StatementCache<Statement> {
  private var statements: [StatementKey: Statement] = [:]
  /// Every page is a statement of its own, so their number must have a bound.
  private let capacity = 64

  /// The statement for `key`, prepared by `prepare` if it is not there.
  mutating func statement(for key: StatementKey, _ prepare: () throws -> Statement) rethrows -> Statement {
    if let statement = statements[key] { return statement }
    let statement = try prepare()
    if statements.count >= capacity { statements.removeAll(keepingCapacity: true) }
    statements[key] = statement
    return statement
  }

  /// Lets go of all of them.
  mutating func removeAll() {
    statements = [:]
  }
}

/// What a statement asks, less the values.
enum StatementKey: Hashable {
  case sql(String)
  case query(table: String, QueryShape)
  case insert(table: String, fields: [Int32])
  case update(table: String, fields: [Int32], ConditionShape)
  case delete(table: String, ConditionShape)
}
