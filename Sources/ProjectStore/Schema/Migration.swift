/// One step of the file's shape.
///
/// Once shipped it never changes, so it speaks SQL and no type of the program. A step tolerates finding its
/// work done: the version lives in `PRAGMA user_version`, which a dump and restore by another program loses
/// while the columns stay.
struct Migration: Sendable {
  /// The value of `PRAGMA user_version` once it is done.
  let version: Int
  let apply: @Sendable (any Connection) throws -> Void

  /// Every step, oldest first.
  static let all = [
    seedTables, supervision, timeIndexes, takingOver, time, attempts, files, removal, mending,
  ]
}

extension Connection {
  /// The declared type of each column of `table`, by name; empty if there is no such table.
  func declaredTypes(of table: String) throws -> [String: String] {
    var types: [String: String] = [:]
    for row in try cells("SELECT name, type FROM pragma_table_info(?)", [.text(table)]) {
      if case .text(let name) = row[0], case .text(let type) = row[1] { types[name] = type }
    }
    return types
  }

  /// Adds the columns that `table` lacks.
  func addColumns(to table: String, _ columns: KeyValuePairs<String, String>) throws {
    let present = try declaredTypes(of: table)
    for (name, declaration) in columns where present[name] == nil {
      try execute("ALTER TABLE \(table) ADD COLUMN \(name) \(declaration)")
    }
  }
}
