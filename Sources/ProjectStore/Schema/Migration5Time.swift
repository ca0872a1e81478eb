extension Migration {
  /// What keeping promises over time needs: since when a project is held or failed and how far its user was reminded,
  /// why nobody could be warned, how long it has lived, and the times that the wall clock is held against.
  static let time = Migration(version: 5) { connection in
    try connection.addColumns(
      to: "projects",
      [
        "silence": "TEXT",
        "stalled_since": "INTEGER",
        "reminded_offset": "INTEGER",
        "lives_since": "INTEGER",
      ])
    try connection.execute(
      """
      CREATE TABLE IF NOT EXISTS clock_mark (
        id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER, vouched_at INTEGER,
        boot TEXT, asleep INTEGER, wall_offset INTEGER, woke_at INTEGER
      )
      """)
  }
}
