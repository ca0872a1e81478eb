import Deadlines

/// One connection to the file, as its engine lends it to one piece of work at a time.
///
/// Everything that is asked of the file goes through here, so two engines can serve one API. Errors of SQLite
/// come as `SQLiteFailure`.
protocol Connection: AnyObject {
  /// Runs the statements of `sql`, one after the other.
  func execute(_ sql: String) throws
  /// Runs one statement with values for its question marks, and keeps it prepared.
  ///
  /// - Returns: how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: [StoredValue]) throws -> Int
  /// Reads a small answer as it is stored, row by row.
  func cells(_ sql: String, _ values: [StoredValue]) throws -> [[Cell]]

  /// Lists the rows that a query finds.
  ///
  /// One for each table: a generic one behind `any Connection` would ask the runtime for types at every cell.
  func projects(_ query: Query<Project>) throws -> Listing<Project>
  func executions(_ query: Query<Execution>) throws -> Listing<Execution>
  func events(_ query: Query<LogEvent>) throws -> Listing<LogEvent>
  /// Counts the rows that a query finds.
  func count<Row: StoredRow>(_ query: Query<Row>) throws -> Int

  /// Inserts a row of these cells; the columns left out get their defaults.
  ///
  /// - Returns: its id.
  func insert(_ cells: WrittenCells) throws -> Int64
  /// Sets these cells in every row for which `condition` holds, whose values are `values`.
  ///
  /// - Returns: how many rows that were.
  func update(_ cells: WrittenCells, where condition: ConditionShape, _ values: [StoredValue]) throws -> Int
  /// Deletes every row for which `condition` holds; what refers to a project goes with it.
  ///
  /// - Returns: how many rows that were, not counting those that went along.
  func delete(from table: String, where condition: ConditionShape, _ values: [StoredValue]) throws -> Int
}

extension Connection {
  /// Inserts a row of these cells; the columns left out get their defaults, which is NULL wherever that may stand.
  ///
  /// - Returns: its id.
  @inline(__always)
  func insert<Row: StoredRow>(_ row: Row.Type, _ cells: [StoredCell<Row>]) throws -> Int64 {
    try insert(WrittenCells(cells, leavesOutNull: true))
  }

  /// Sets these cells in every row for which `condition` holds.
  ///
  /// - Returns: how many rows that were.
  @discardableResult @inline(__always)
  func update<Row: StoredRow>(where condition: Condition<Row>, _ cells: [StoredCell<Row>]) throws -> Int {
    try update(WrittenCells(cells), where: condition.shape, condition.values)
  }

  /// Sets these cells in the one row that has this id.
  ///
  /// - Throws: `SQLiteFailure` if it is not written.
  @inline(__always)
  func updateOne<Row: StoredRow>(_ condition: Condition<Row>, _ cells: [StoredCell<Row>]) throws {
    guard try update(where: condition, cells) == 1 else { throw SQLiteFailure.ignored(in: Row.Field.table) }
  }

  /// Deletes every row for which `condition` holds; what refers to a project goes with it.
  ///
  /// - Returns: how many rows that were, not counting those that went along.
  @discardableResult @inline(__always)
  func delete<Row: StoredRow>(where condition: Condition<Row>) throws -> Int {
    try delete(from: Row.Field.table, where: condition.shape, condition.values)
  }
}

extension Connection {
  func cells(_ sql: String) throws -> [[Cell]] { try cells(sql, []) }

  /// Reads one whole number; nil if there is no row, or something else in it.
  func integer(_ sql: String, _ values: [StoredValue] = []) throws -> Int64? {
    guard case .integer(let number)? = try cells(sql, values).first?.first else { return nil }
    return number
  }

  /// Reads one text; nil if there is no row, or something else in it.
  func text(_ sql: String) throws -> String? {
    guard case .text(let text)? = try cells(sql).first?.first else { return nil }
    return text
  }

  func project(_ id: Project.ID) throws -> Project? {
    try projects(.all.filter { $0.id == id }).first()
  }

  func execution(_ id: Execution.ID) throws -> Execution? {
    try executions(.all.filter { $0.id == id }).first()
  }

  /// Runs `body` with the file's write lock held from the start, so that what it reads cannot change before
  /// it writes; all of it is written, or nothing.
  func immediately<Value>(_ body: () throws -> Value) throws -> Value {
    try run("BEGIN IMMEDIATE", [])
    do {
      let value = try body()
      try run("COMMIT", [])
      return value
    } catch {
      // After a full disk SQLite may have rolled back by itself; the first error is the one that tells.
      _ = try? run("ROLLBACK", [])
      throw error
    }
  }
}
