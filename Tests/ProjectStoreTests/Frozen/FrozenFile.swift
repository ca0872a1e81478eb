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
    let tables = try await OtherProgram.run(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_stat1'", on: path)
    for table in tables.split(separator: "\n").map(String.init) {
      let present = try await OtherProgram.run("SELECT name FROM pragma_table_info('\(table)')", on: path)
      let names = columns.map { $0[table] ?? [] } ?? present.split(separator: "\n").map(String.init)
      guard !names.isEmpty else { continue }
      self.columns[table] = names
      let list = names.map { "'\($0)=' || quote(\($0))" }.joined(separator: " || ' ' || ")
      rows[table] = try await OtherProgram.run("SELECT \(list) FROM \(table) ORDER BY rowid", on: path)
    }
  }
}
