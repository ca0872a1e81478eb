import ProjectStore

/// One line of the table: the same work written for the floor and for the engines.
struct Line: Sendable {
  /// What to call it: for `--only`, and in JSON.
  var name: String
  /// What is done.
  var title: String
  /// How many projects the file holds.
  var rows: Int
  /// How many operations of it make one round.
  var operations: Int
  /// How many turns the operations of a round are cut into.
  ///
  /// The speed of a machine drifts in fractions of a second: the shorter the turns, the more of the drift hits
  /// all columns alike.
  var turns = 10
  /// Projects beyond ``rows`` that a turn finds and takes away, one by each operation.
  var isTakingAway = false
  /// Whether what a turn made stays for the next turn, so that the file grows as in one go.
  var isGrowing = false
  /// What it is held to beyond `raw`; nil where a single row is read, and the way to the engine costs more.
  var isHeldToFloor = true
  /// One operation on the floor; answers how many things it read or wrote.
  var floor: @Sendable (isolated Floor, Int) throws -> Int
  /// The same through the store's public calls.
  var engine: @Sendable (ProjectStore, Int) async throws -> Int

  /// Operations of a turn, without the first ones that bring the file into the column's cache.
  var operationsPerTurn: Int { max(1, operations / turns) }

  /// Operations before the time is taken: the turn before was another connection's.
  var warmUps: Int { max(1, operationsPerTurn / 10) }

  /// The line with a `share` of its operations.
  func reduced(to share: Double) -> Line {
    var line = self
    line.operations = max(turns, Int(Double(operations) * share))
    return line
  }
}
