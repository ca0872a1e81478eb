/// Which program's tables a file holds, told by its tables and columns alone.
public enum ForeignShape: String, Sendable {
  /// The plan's tables: integer ids, `timeout`, `command` and `active` as columns.
  case seed
  /// Text ids, the project file as JSON in `config`, times as ISO 8601 text.
  case textTimes = "text_times"
  /// The same with times as integers.
  case integerTimes = "integer_times"
}

/// What the tables of a file say about whose it is.
enum Recognition: Equatable {
  case original(ForeignShape)
  /// A file of this very program.
  case ours
  /// Of neither; what was found instead.
  case unknown(String)
}

extension Recognition {
  /// Tells from the declared type of every column of `projects`, and from the names of all tables.
  init(projects columns: [String: String], tables: [String]) {
    let has = { (names: [String]) in names.allSatisfy { columns[$0] != nil } }
    if columns.isEmpty {
      let found =
        tables.isEmpty ? "no tables" : "the tables \(tables.sorted().prefix(8).joined(separator: ", "))"
      self = .unknown(found)
    } else if has(["path", "generation", "hold_reason", "active"]) {
      self = .ours
    } else if has(["id", "path", "config", "status", "destroy_at"]) {
      let isInteger = columns["destroy_at"]?.uppercased().contains("INT") ?? false
      self = .original(isInteger ? .integerTimes : .textTimes)
    } else if has(["id", "path", "timeout", "command", "active", "destroy_at"]) {
      self = .original(.seed)
    } else {
      self = .unknown("a table projects with the columns \(columns.keys.sorted().joined(separator: ", "))")
    }
  }
}
