import CSQLite
import Deadlines
import GRDB

/// A connection that asks through GRDB's query interface.
final class TypedConnection: Connection {
  private let database: Database
  private var statements = StatementCache<TypedStatement>()

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
      try statement.rows(values) { row in
        answer.append((0..<sqlite3_column_count(row)).map { Cell(row, $0) })
      }
      return answer
    }
  }

  private func statement(_ sql: String) throws -> TypedStatement {
    try statements.statement(for: .sql(sql)) { try prepare(sql) }
  }

  private func prepare(_ sql: String) throws -> TypedStatement {
    TypedStatement(try database.makeStatement(sql: sql))
  }

  func projects(_ query: Query<Project>) throws -> Listing<Project> { try fetch(query) }
  func executions(_ query: Query<Execution>) throws -> Listing<Execution> { try fetch(query) }
  func events(_ query: Query<LogEvent>) throws -> Listing<LogEvent> { try fetch(query) }

  private func fetch<Row: StoredRow>(_ query: Query<Row>) throws -> Listing<Row> {
    try translating {
      let statement = try statements.statement(for: .query(table: Row.Field.table, query.shape)) {
        TypedStatement(try query.request.makePreparedRequest(database, forSingleResult: false).statement)
      }
      return try statement.list(query.values)
    }
  }

  func count<Row: StoredRow>(_ query: Query<Row>) throws -> Int {
    try translating { try query.request.fetchCount(database) }
  }

  func insert(_ cells: WrittenCells) throws -> Int64 {
    try translating {
      let key = StatementKey.insert(table: cells.table, fields: cells.fields)
      let statement = try statements.statement(for: key) { try prepare(cells.insertion) }
      try statement.run(cells.values)
      guard database.changesCount == 1 else { throw SQLiteFailure.ignored(in: cells.table) }
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
  ) throws -> TypedStatement {
    let literal: SQL = "\(sql: sql) WHERE \(condition.expression(of: values))"
    return try prepare(try literal.build(database).sql)
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
