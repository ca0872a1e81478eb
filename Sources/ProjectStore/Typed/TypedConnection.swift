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
      try statement.run(values)
      return database.changesCount
    }
  }

  func cells(_ sql: String, _ values: [StoredValue]) throws -> [[Cell]] {
    try translating {
      let statement = try statement(sql)
      var answer: [[Cell]] = []
      try runThrough(statement.sqliteStatement, values) { row in
        answer.append((0..<sqlite3_column_count(row)).map { Cell(row, $0) })
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
      var listing = Listing<Row>()
      // GRDB's cursors cost a tenth of the whole where one row is read; its statement is SQLite's own.
      try runThrough(statement.sqliteStatement, query.values) { row in
        listing.append(CellReader(statement: row))
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
  /// Runs it to its end with `values` for its question marks, in their order.
  ///
  /// GRDB's own arguments box every value and copy every text once more, which doubles the cost of an insert.
  fileprivate func run(_ values: [StoredValue]) throws {
    // GRDB traps where a reset answers with the error of the last run; the second reset answers with none.
    sqlite3_reset(sqliteStatement)
    setUncheckedArguments(StatementArguments())
    let code = bindCells(values, of: sqliteStatement)
    guard code == SQLITE_OK else {
      throw SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)))
    }
    try execute()
  }
}
