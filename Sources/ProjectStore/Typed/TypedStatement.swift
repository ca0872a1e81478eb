import CSQLite
import GRDB

/// One statement that GRDB prepared; ready to run again after each run, well or ill.
final class TypedStatement: PreparedStatement {
  private let statement: Statement
  var lastCount = 0

  init(_ statement: Statement) {
    self.statement = statement
  }

  /// Runs it to its end with `values` for its question marks, in their order.
  ///
  /// GRDB's own arguments box every value and copy every text once more, which doubles the cost of an insert.
  func run(_ values: [StoredValue]) throws {
    let pointer = statement.sqliteStatement
    // GRDB traps where a reset answers with the error of the last run; the second reset answers with none.
    sqlite3_reset(pointer)
    statement.setUncheckedArguments(StatementArguments())
    let code = bindCells(values, of: pointer)
    guard code == SQLITE_OK else {
      throw SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)))
    }
    try statement.execute()
  }

  /// Runs it and shows `body` each row; the row is gone when `body` returns.
  ///
  /// GRDB's cursors cost a tenth of the whole where one row is read; its statement is SQLite's own.
  func rows(_ values: [StoredValue], _ body: (OpaquePointer) throws -> Void) throws {
    try runThrough(statement.sqliteStatement, values, body)
  }
}
