import ProjectStore

/// One line of the table: the same work written for the floor and for the engines.
struct Line: Sendable {
  /// What to call it in `--only` and in JSON.
  var name: String
  /// What is done.
  var title: String
  /// How many projects the file holds.
  var rows: Int
  /// How many operations of each column make a round.
  var operations: Int
  /// How many turns the operations of a round are cut into.
  ///
  /// The speed of a machine drifts in fractions of a second: the shorter the turns, the more of the drift hits
  /// all columns alike.
  var turns = 10
  /// Whether each operation takes one of the projects away that come after ``rows``.
  var isTakingAway = false
  /// Whether each turn finds the rows that the turns before made, so that the file grows as in one go.
  var isGrowing = false
  /// Whether each operation of an engine begins on another thread and comes back to it.
  var isFromElsewhere = false
  /// Whether `typed` is held to the floor: not where one row is read, and the way to the row costs as much.
  var isHeldToFloor = true
  /// The name of the line that asks the same of a small file; nil if there is none.
  var enlarges: String?
  /// One operation on the floor; answers a number that is the same in every column if the work is.
  var floor: @Sendable (isolated Floor, Int) throws -> Int
  /// The same through the store's public calls.
  var engine: @Sendable (ProjectStore, Int) async throws -> Int

  /// Operations of a turn whose time is taken.
  var operationsPerTurn: Int { max(1, operations / turns) }

  /// Operations before that: the turn before was another connection's, which made this one's cache stale.
  var warmUps: Int { max(1, operationsPerTurn / 10) }

  /// Every line, in the order of the table.
  static var all: [Line] { seed + report + scale }

  /// The line with one part in `divisor` of its operations.
  func reduced(by divisor: Int) -> Line {
    var line = self
    line.operations = max(turns, operations / divisor)
    return line
  }
}
