/// Brings a file to the shape this program knows: wholly, or not at all.
struct Migrator {
  let path: String
  let migrations: [Migration]

  private var known: Int { migrations.last?.version ?? 0 }

  /// What was done; nil if the file was up to date.
  ///
  /// The write lock is taken before anything is looked at, so of two programs that open an old file one
  /// migrates it and the other finds it done, and the backup holds exactly what is migrated.
  func migrate(_ connection: any Connection) throws -> Upgrade? {
    guard try version(of: connection) != known else {
      try checkColumns(connection, ownColumns)
      return nil
    }
    return try connection.immediately {
      let found = try version(of: connection)
      guard found != known else { return nil }
      try checkTables(connection, found: found)
      let backup = try holdsRows(connection) ? FileBackup(of: path, version: found).make() : nil
      for migration in migrations where migration.version > found {
        try migration.apply(connection)
        if migration.version == 1 { try checkColumns(connection, seedColumns) }
      }
      // A file may have had another version than it says: then a step was left out.
      if known == Migration.all.last?.version { try checkColumns(connection, ownColumns) }
      try connection.execute("PRAGMA user_version = \(known)")
      return Upgrade(from: found, to: known, backup: backup)
    }
  }

  /// The version that the file has, where a look at its tables finds it to be one that can be brought here.
  ///
  /// Nothing is changed. Throws what ``migrate(_:)`` would throw about the tables.
  func look(at connection: any Connection) throws -> Int {
    let found = try version(of: connection)
    try checkTables(connection, found: found)
    // What is not there yet, the migration makes.
    let present = try seedColumns.filter { try !connection.declaredTypes(of: $0.key).isEmpty }
    try checkColumns(connection, found == known ? ownColumns : present)
    return found
  }

  private func version(of connection: any Connection) throws -> Int {
    Int(clamping: try connection.integer("PRAGMA user_version") ?? 0)
  }

  /// Refuses a file of a newer version, and one that belongs to another program altogether.
  private func checkTables(_ connection: any Connection, found: Int) throws {
    let names = try connection.cells(
      """
      SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY name
      """
    ).compactMap { $0.first?.display }
    guard names.isEmpty || names.contains("projects") else {
      throw StoreError.notOurs(path: path, detail: "its tables: \(names.prefix(8).joined(separator: ", "))")
    }
    guard found >= 0 else { throw StoreError.notOurs(path: path, detail: "its user_version is \(found)") }
    guard found <= known else {
      throw StoreError.newerVersion(
        path: path, found: found, known: known, copy: FileBackup.newestCopy(of: path, upTo: known))
    }
  }

  /// Refuses tables that lack one of `expected`, or do not give ids by themselves.
  private func checkColumns(_ connection: any Connection, _ expected: [String: [String]]) throws {
    for (table, columns) in expected {
      let present = try connection.declaredTypes(of: table)
      for column in columns where present[column] == nil {
        throw StoreError.notOurs(path: path, detail: "table \(table) has no column \(column)")
      }
      let keys = try connection.integer(
        "SELECT count(*) FROM pragma_index_list('\(table)') WHERE origin = 'pk'")
      let isKey =
        try connection.integer("SELECT pk FROM pragma_table_info('\(table)') WHERE name = 'id'") == 1
      // A key that SQLite keeps apart (DESC, WITHOUT ROWID, another type) is not given by itself.
      guard present["id"]?.uppercased() == "INTEGER", isKey, keys == 0 else {
        throw StoreError.notOurs(
          path: path, detail: "column id of table \(table) is not its INTEGER PRIMARY KEY")
      }
    }
  }

  private func holdsRows(_ connection: any Connection) throws -> Bool {
    for table in seedColumns.keys where try !connection.declaredTypes(of: table).isEmpty {
      if try connection.integer("SELECT 1 FROM \(table) LIMIT 1") != nil { return true }
    }
    return false
  }
}

/// The columns every program of the seed schema counts on.
private let seedColumns = [
  "projects": [
    "id", "path", "name", "timeout", "command", "active", "created_at", "updated_at", "destroy_at",
  ],
  "executions": [
    "id", "project_id", "status", "output", "error", "exit_code", "started_at", "completed_at", "created_at",
  ],
  "events": ["id", "project_id", "type", "message", "metadata", "created_at"],
]

/// The columns that we read.
private let ownColumns = [
  ProjectField.table: ProjectField.names, ExecutionField.table: ExecutionField.names,
  EventField.table: EventField.names,
  "clock_mark": ["id", "at", "vouched_at", "boot", "asleep", "wall_offset", "woke_at"],
]

/// A migration that was carried out when the file was opened.
public struct Upgrade: Hashable, Sendable {
  /// The version found; 0 for an empty file and for one of the seed's program.
  public var from: Int
  /// The version reached.
  public var to: Int
  /// The copy that was made before; nil if the file held no rows.
  public var backup: String?
}
