extension Migration {
  /// What the first builds that wrote versions 3 and 5 made otherwise, and what every later version then kept.
  ///
  /// Their indexes are on an expression that no query writes any more, so SQLite would read whole tables; and their
  /// clock mark has no room for how a daemon saw the clocks, nor may it stand without a time.
  static let mending = Migration(version: 9) { connection in
    let mark = try connection.declaredTypes(of: "clock_mark")
    if !mark.isEmpty, mark["boot"] == nil {
      try connection.execute(newClockMark)
    }
    for (name, declaration) in indexesByTime {
      let index = "CREATE INDEX \(name) ON \(declaration)"
      let present = try connection.cells("SELECT sql FROM sqlite_master WHERE name = ?", [.text(name)])
      if present != [[.text(index)]] { try connection.execute("DROP INDEX IF EXISTS \(name); \(index)") }
    }
  }
}

private let newClockMark = """
  CREATE TABLE clock_mark_before AS SELECT * FROM clock_mark;
  DROP TABLE clock_mark;
  CREATE TABLE clock_mark (
    id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER, vouched_at INTEGER,
    boot TEXT, asleep INTEGER, wall_offset INTEGER, woke_at INTEGER
  );
  INSERT INTO clock_mark (id, at, vouched_at) SELECT id, at, vouched_at FROM clock_mark_before;
  DROP TABLE clock_mark_before;
  """

private let indexesByTime: KeyValuePairs = [
  "projects_active_by_time": "projects(\(secondsSQL("destroy_at"))) WHERE active",
  "projects_by_age": "projects(\(secondsSQL("created_at")))",
  "executions_by_age": "executions(\(secondsSQL("created_at")))",
  "events_by_age": "events(\(secondsSQL("created_at")))",
]
