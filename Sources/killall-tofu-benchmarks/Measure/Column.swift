/// The three ways to do the same work.
enum Column: String, CaseIterable, Codable, Sendable {
  /// libsqlite3 by hand, in the benchmark itself.
  case floor
  /// The store's engine of plain SQL.
  case raw
  /// The store's engine on GRDB.
  case typed

  /// The order in which the columns take a turn: every one comes first equally often, and after each other.
  static func order(ofTurn turn: Int) -> [Column] {
    let first = turn % allCases.count
    let rotated = Array(allCases[first...] + allCases[..<first])
    return turn / allCases.count % 2 == 0 ? rotated : rotated.reversed()
  }
}
