import CSQLite
import Deadlines

/// A connection that asks in plain SQL, with one prepared statement for each text.
final class RawConnection: Connection {
  private let handle: DatabaseHandle
  private var statements = StatementCache<RawStatement>()

  init(_ path: String, isReadOnly: Bool = false, patience: Duration) throws(SQLiteFailure) {
    handle = try DatabaseHandle(path, isReadOnly: isReadOnly, patience: patience)
  }

  /// Ends the statement that runs now, from any thread; it fails with `SQLITE_INTERRUPT`.
  func interrupt() {
    sqlite3_interrupt(handle.pointer)
  }

  func close() throws {
    statements.removeAll()
    try handle.close()
  }

  func execute(_ sql: String) throws {
    try handle.execute(sql)
  }

  @discardableResult
  func run(_ sql: String, _ values: [StoredValue]) throws -> Int {
    try statement(sql).run(values)
    return handle.changes
  }

  func cells(_ sql: String, _ values: [StoredValue]) throws -> [[Cell]] {
    var answer: [[Cell]] = []
    try statement(sql).rows(values) { row in
      answer.append((0..<sqlite3_column_count(row)).map { Cell(row, $0) })
    }
    return answer
  }

  func projects(_ query: Query<Project>) throws -> Listing<Project> { try fetch(query) }
  func executions(_ query: Query<Execution>) throws -> Listing<Execution> { try fetch(query) }
  func events(_ query: Query<LogEvent>) throws -> Listing<LogEvent> { try fetch(query) }

  private func fetch<Row: StoredRow>(_ query: Query<Row>) throws -> Listing<Row> {
    let statement = try statements.statement(for: .query(table: Row.Field.table, query.shape)) {
      let sql = "SELECT \(Row.Field.selection) FROM \(Row.Field.table)\(query.clauses)"
      return try RawStatement(sql, in: handle)
    }
    return try statement.list(query.values)
  }

  func count<Row: StoredRow>(_ query: Query<Row>) throws -> Int {
    let table = Row.Field.table
    // Without limit or offset no order matters, and SQLite counts by the smallest index.
    let isWhole = query.limit == nil && query.offset == 0
    let filter = query.condition.map { " WHERE \($0.shape.sql)" } ?? ""
    let source = isWhole ? table + filter : "(SELECT 1 FROM \(table)\(query.clauses))"
    return Int(try integer("SELECT count(*) FROM \(source)", query.values) ?? 0)
  }

  func insert(_ cells: WrittenCells) throws -> Int64 {
    let key = StatementKey.insert(table: cells.table, fields: cells.fields)
    try statements.statement(for: key) { try RawStatement(cells.insertion, in: handle) }.run(cells.values)
    guard handle.changes == 1 else { throw SQLiteFailure.ignored(in: cells.table) }
    return handle.lastInsertedID
  }

  func update(_ cells: WrittenCells, where condition: ConditionShape, _ values: [StoredValue]) throws -> Int {
    let key = StatementKey.update(table: cells.table, fields: cells.fields, condition)
    let statement = try statements.statement(for: key) {
      try RawStatement("\(cells.assignment) WHERE \(condition.sql)", in: handle)
    }
    try statement.run(cells.values + values)
    return handle.changes
  }

  func delete(from table: String, where condition: ConditionShape, _ values: [StoredValue]) throws -> Int {
    let statement = try statements.statement(for: .delete(table: table, condition)) {
      try RawStatement("DELETE FROM \(table) WHERE \(condition.sql)", in: handle)
    }
    try statement.run(values)
    return handle.changes
  }

  private func statement(_ sql: String) throws -> RawStatement {
    try statements.statement(for: .sql(sql)) { try RawStatement(sql, in: handle) }
  }
}
