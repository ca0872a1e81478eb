import Deadlines
import GRDB

/// A connection that asks through GRDB's query interface.
final class TypedConnection: Connection {
  private let database: Database
  private var prepared = PreparedRequests()

  init(_ database: Database) {
    self.database = database
  }

  func execute(_ sql: String) throws {
    try translating { try database.execute(sql: sql) }
  }

  func run(_ sql: String, _ values: [StoredValue]) throws -> Int {
    try translating {
      try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
      return database.changesCount
    }
  }

  func cells(_ sql: String, _ values: [StoredValue]) throws -> [[Cell]] {
    try translating {
      let statement = try database.cachedStatement(sql: sql)
      let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values))
      var answer: [[Cell]] = []
      while try rows.next() != nil {
        answer.append((0..<CInt(statement.columnCount)).map { Cell(statement.sqliteStatement, $0) })
      }
      return answer
    }
  }

  func projects(_ query: Query<Project>) throws -> Listing<Project> { try fetch(query) }
  func executions(_ query: Query<Execution>) throws -> Listing<Execution> { try fetch(query) }
  func events(_ query: Query<LogEvent>) throws -> Listing<LogEvent> { try fetch(query) }

  private func fetch<Row: StoredRow>(_ query: Query<Row>) throws -> Listing<Row> {
    try translating {
      let statement = try prepared.statement(for: query, in: database)
      let cursor = try CurrentRow.fetchCursor(statement, arguments: StatementArguments(query.values))
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
      try NewRow(cells: cells).insert(database)
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

/// A row to be inserted, as GRDB's records are.
private struct NewRow<Row: StoredRow>: PersistableRecord {
  static var databaseTableName: String { Row.Field.table }
  let cells: [StoredCell<Row>]

  func encode(to container: inout PersistenceContainer) {
    for cell in cells { container[cell.field.name] = cell.value.databaseValue }
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

extension StatementArguments {
  fileprivate init(_ values: [StoredValue]) {
    self.init(values.map(\.databaseValue))
  }
}
