import Testing

/// A file as a build of an earlier version left it, with rows of every kind that it could hold.
struct FrozenFile: Sendable, CustomTestStringConvertible {
  /// The version of its shape; 0 is the seed's.
  let version: Int
  /// Whether the first builds of versions 3 and 5 made it, which later ones of the same number did not equal.
  var isOfFirstBuild = false

  static let all =
    (0...8).map { FrozenFile(version: $0) } + (3...8).map { FrozenFile(version: $0, isOfFirstBuild: true) }

  var testDescription: String { "version \(version)\(isOfFirstBuild ? ", first build" : "")" }

  /// Its schema, without rows.
  var schema: String {
    guard version > 0 else { return seedSchema }
    let steps = (1...version).map { FrozenStep.sql(to: $0, ofFirstBuild: isOfFirstBuild) }
    return steps.joined(separator: "\n") + "\nPRAGMA user_version = \(version);\n"
  }

  /// Makes it at `path`.
  func make(at path: String) async throws {
    try await OtherProgram.run(schema + (0...version).map(FrozenRows.sql).joined(), on: path)
  }
}

/// The tables of a file, cell by cell, as another program sees them.
struct FrozenCells: Equatable, Sendable {
  var columns: [String: [String]] = [:]
  var rows: [String: String] = [:]

  /// Reads every table of the file at `path`, or only `columns` of them.
  init(of path: String, only columns: [String: [String]]? = nil) async throws {
    self.columns = if let columns { columns } else { try await Self.columns(of: path) }
    let tables = self.columns.keys.sorted()
    let parting = "--- the next table"
    let selections = tables.map { table in
      let cells = (self.columns[table] ?? []).map { "'\($0)=' || quote(\($0))" }
      return
        "SELECT \(cells.joined(separator: " || ' ' || ")) FROM \(table) ORDER BY rowid; SELECT '\(parting)';"
    }
    let answer = try await OtherProgram.run(selections.joined(), on: path)
    rows = Dictionary(uniqueKeysWithValues: zip(tables, answer.split(separator: parting).map(String.init)))
  }

  /// The columns of every table, in their order.
  static func columns(of path: String) async throws -> [String: [String]] {
    let answer = try await OtherProgram.run(
      """
      SELECT t.name || '|' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
      WHERE t.type = 'table' ORDER BY t.name, c.cid
      """, on: path)
    let pairs = answer.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
    return Dictionary(grouping: pairs) { $0[0] }.mapValues { $0.map { $0[1] } }
  }
}
