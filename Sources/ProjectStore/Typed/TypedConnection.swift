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

  func insert<Row: StoredRow>(_ row: Row.Type, _ cells: [StoredCell<Row>]) throws -> Int64 {
    try translating {
      let key = StatementKey.insert(table: Row.Field.table, fields: cells.map(\.field.rawValue))
      let statement = try statements.statement(for: key) {
        try database.makeStatement(sql: insertion(of: cells))
      }
      try statement.bind(cells.lazy.map(\.value))
      try statement.execute()
      return database.lastInsertedRowID
    }
  }

  func update<Row: StoredRow>(where condition: Condition<Row>, _ cells: [StoredCell<Row>]) throws -> Int {
    try translating {
      let assignments = cells.map { GRDB.Column($0.field.name).set(to: $0.value.databaseValue) }
      return try condition.request.updateAll(database, assignments)
    }
  }

  func delete<Row: StoredRow>(where condition: Condition<Row>) throws -> Int {
    try translating { try condition.request.deleteAll(database) }
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
  fileprivate func bind(_ values: some Sequence<StoredValue>) throws(SQLiteFailure) {
    setUncheckedArguments(StatementArguments())
    for (index, value) in zip(Int32(1)..., values) {
      let code = bindCell(value, at: index, of: sqliteStatement)
      guard code == SQLITE_OK else {
        throw SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)))
      }
    }
  }
}
