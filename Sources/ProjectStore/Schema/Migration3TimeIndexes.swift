extension Migration {
  /// Finds projects by their deadline, and the newest rows first, in logarithmic time, whatever types the cells
  /// of other programs have.
  static let timeIndexes = Migration(version: 3) { connection in
    try connection.execute(
      """
      DROP INDEX IF EXISTS projects_by_deadline;
      CREATE INDEX IF NOT EXISTS projects_active_by_time ON projects(\(secondsSQL("destroy_at"))) WHERE active;
      CREATE INDEX IF NOT EXISTS projects_by_age ON projects(\(secondsSQL("created_at")));
      CREATE INDEX IF NOT EXISTS executions_by_age ON executions(\(secondsSQL("created_at")));
      CREATE INDEX IF NOT EXISTS events_by_age ON events(\(secondsSQL("created_at")));
      """)
  }
}

/// An SQL expression for the seconds that a time cell of `column` means, whatever type it is stored as; NULL
/// where it means none.
///
/// It reads what ``Deadlines/Timestamp/init(text:)`` reads: SQLite's own parser rounds fractions, and knows
/// neither a comma before them nor a zone without colon or minutes. `GLOB` keeps words such as `now` from it, which mean
/// another time at every look and are therefore not allowed in an index.
///
/// - Important: It is part of a migration, so it stays as it is; and SQLite uses the indexes only for queries
///   that write the very same expression.
func secondsSQL(_ column: String) -> String {
  let whole = "substr(upper(\(column)), 1, 19) || ltrim(substr(upper(\(column)), 20), '.,0123456789')"
  let text = "CASE WHEN \(column) GLOB '*[.,]*' THEN \(whole) ELSE upper(\(column)) END"
  let two = "[0-9][0-9]"
  return """
    CASE typeof(\(column)) WHEN 'integer' THEN \(column) WHEN 'text' THEN CASE \
    WHEN \(column) NOT GLOB '\(two)\(two)-\(two)-\(two)*' THEN NULL \
    WHEN \(column) GLOB '*:*[+-]\(two)\(two)' THEN CAST(strftime('%s', \
    substr(\(text), 1, length(\(text)) - 2) || ':' || substr(\(column), -2)) AS INTEGER) \
    WHEN \(column) GLOB '*:*[+-]\(two)' THEN CAST(strftime('%s', (\(text)) || ':00') AS INTEGER) \
    ELSE CAST(strftime('%s', \(text)) AS INTEGER) END END
    """
}
