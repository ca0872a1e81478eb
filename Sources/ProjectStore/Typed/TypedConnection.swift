import CSQLite
import Deadlines
import GRDB

/// A connection that asks through GRDB's query interface.
final class TypedConnection: Connection {
  private let database: Database
  private var statements = StatementCache<Statement>()

  init(_ database: Database) {
    self.database = database
  }

  func execute(_ sql: String) throws {
    try translating { try database.execute(sql: sql) }
  }

  func run(_ sql: String, _ values: [StoredValue]) throws -> Int {
    try translating {
      let statement = try statement(sql)
      try statement.bind(values)
      try statement.execute()
      return database.changesCount
    }
  }

  func cells(_ sql: String, _ values: [StoredValue]) throws -> [[Cell]] {
    try translating {
      let statement = try statement(sql)
      try statement.bind(values)
      let rows = try Row.fetchCursor(statement)
      var answer: [[Cell]] = []
      while try rows.next() != nil {
        answer.append((0..<CInt(statement.columnCount)).map { Cell(statement.sqliteStatement, $0) })
      }
      return answer
    }
  }

  private func statement(_ sql: String) throws -> Statement {
    try statements.statement(for: .sql(sql)) { try database.makeStatement(sql: sql) }
  }

  func projects(_ query: Query<Project>) throws -> Listing<Project> { try fetch(query) }
  func executions(_ query: Query<Execution>) throws -> Listing<Execution> { try fetch(query) }
  func events(_ query: Query<LogEvent>) throws -> Listing<LogEvent> { try fetch(query) }

  private func fetch<Row: StoredRow>(_ query: Query<Row>) throws -> Listing<Row> {
    try translating {
      let statement = try statements.statement(for: .query(table: Row.Field.table, query.shape)) {
        try query.request.makePreparedRequest(database, forSingleResult: false).statement
      }
      try statement.bind(query.values)
      let cursor = try CurrentRow.fetchCursor(statement)
      var listing = Listing<Row>()
      while let row = try cursor.next() {
        listing.append(CellReader(statement: row.statement))
      }
      return listing
    }
  }

  func count<Row: StoredRow>(_ query: Query<Row>) throws -> Int {
    try translating { try query.request.fetchCount(database) }
  }

  func insert(_ cells: WrittenCells) throws -> Int64 {
    try translating {
      let key = StatementKey.insert(table: cells.table, fields: cells.fields)
      let statement = try statements.statement(for: key) { try database.makeStatement(sql: cells.insertion) }
      try statement.run(cells.values)
      return database.lastInsertedRowID
    }
  }

  func update(_ cells: WrittenCells, where condition: ConditionShape, _ values: [StoredValue]) throws -> Int {
    try translating {
      let key = StatementKey.update(table: cells.table, fields: cells.fields, condition)
      let statement = try statements.statement(for: key) {
        try filtered(cells.assignment, condition, values)
      }
      try statement.run(cells.values + values)
      return database.changesCount
    }
  }

  func delete(from table: String, where condition: ConditionShape, _ values: [StoredValue]) throws -> Int {
    try translating {
      let statement = try statements.statement(for: .delete(table: table, condition)) {
        try filtered("DELETE FROM \(table)", condition, values)
      }
      try statement.run(values)
      return database.changesCount
    }
  }

  private func filtered(
    _ sql: String, _ condition: ConditionShape, _ values: [StoredValue]
  ) throws -> Statement {
    let literal: SQL = "\(sql: sql) WHERE \(condition.expression(of: values))"
    return try database.makeStatement(sql: try literal.build(database).sql)
  }

  private func translating<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw SQLiteFailure(error)
    }
  }
}

/// The row a cursor stands on: GRDB hands the statement itself over, so our rules for cells can read it.
///
/// It must not outlast the cursor's next step.
private struct CurrentRow: DatabaseValueConvertible, StatementColumnConvertible {
  let statement: SQLiteStatement

  init?(sqliteStatement: SQLiteStatement, index: CInt) {
    statement = sqliteStatement
  }

  var databaseValue: DatabaseValue { .null }
  static func fromDatabaseValue(_: DatabaseValue) -> CurrentRow? { nil }
}

extension StoredValue {
  /// The same value as GRDB knows it.
  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .text(let text): text.databaseValue
    }
  }
}

extension Statement {
  /// Gives `values` to the question marks, in their order.
  ///
  /// GRDB's own arguments box every value and copy every text once more, which doubles the cost of an insert.
  /// Setting none resets the statement, without which SQLite would keep the values it had.
  fileprivate func bind(_ values: [StoredValue]) throws(SQLiteFailure) {
    setUncheckedArguments(StatementArguments())
    let code = bindCells(values, of: sqliteStatement)
    guard code == SQLITE_OK else {
      throw SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)))
    }
  }

  /// Runs it to its end with `values`.
  fileprivate func run(_ values: [StoredValue]) throws {
    try bind(values)
    try execute()
  }
}
