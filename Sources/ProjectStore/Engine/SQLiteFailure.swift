import CSQLite

/// An error of SQLite itself, whichever engine met it.
struct SQLiteFailure: Error, Hashable {
  /// The extended result code (sqlite3_extended_errcode).
  let code: Int32
  /// SQLite's words.
  let message: String

  /// A row that should have been written was not: `RAISE(IGNORE)` in a trigger of the file does that in silence.
  static func ignored(in table: String) -> SQLiteFailure {
    SQLiteFailure(
      code: SQLITE_CONSTRAINT | (7 << 8),
      message: "a row of \(table) was not written; a trigger in the file keeps it out")
  }

  /// The primary result code.
  var primaryCode: Int32 { code & 0xFF }

  /// Extended codes are macros of a kind that is not imported.
  var isUniqueViolation: Bool { code == SQLITE_CONSTRAINT | (8 << 8) }
  var isForeignKeyViolation: Bool { code == SQLITE_CONSTRAINT | (3 << 8) }
  /// The file was moved or removed while it was open.
  var isMoved: Bool { code == SQLITE_READONLY | (4 << 8) }
}
