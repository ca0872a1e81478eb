extension ForeignFile {
  /// Reads the three tables of another program's file.
  ///
  /// - Throws: `ImportError` if the file cannot be read, or is not the original program's.
  init(readingFrom source: ForeignSource) throws(ImportError) {
    let path = source.path
    self = try source.read { database in
      let tables = try database.texts(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
      switch Recognition(projects: try database.declaredTypes(of: "projects"), tables: tables) {
      case .ours: throw ImportError.ours(path: path)
      case .unknown(let found): throw ImportError.unknownTables(path: path, found: found)
      case .original(let shape):
        return ForeignFile(
          path: path, shape: shape, projects: try ForeignTable("projects", of: database, tables),
          executions: try ForeignTable("executions", of: database, tables),
          events: try ForeignTable("events", of: database, tables),
          storedSettings: try ForeignTable("app_configurations", of: database, tables).rows.count)
      }
    }
  }
}

extension ForeignTable {
  /// Reads the whole table in the order its rows were made; empty if there is no such table.
  fileprivate init(_ name: String, of database: any Connection, _ tables: [String]) throws {
    let isThere = tables.contains(name)
    let columns =
      isThere ? try database.texts("SELECT name FROM pragma_table_info(?) ORDER BY cid", [.text(name)]) : []
    self.init(name, columns: columns)
    guard !columns.isEmpty else { return }
    let list = columns.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ", ")
    rows = try database.cells("SELECT \(list) FROM \(name) ORDER BY rowid")
  }
}

extension Connection {
  /// The texts in the first column of an answer.
  func texts(_ sql: String, _ values: [StoredValue] = []) throws -> [String] {
    try cells(sql, values).compactMap { if case .text(let text) = $0[0] { text } else { nil } }
  }
}
