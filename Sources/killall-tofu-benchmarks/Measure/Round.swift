/// What each column did in one round of one line.
struct Round: Sendable {
  var turns: [Column: Turn] = [:]
  /// Operations of each column.
  var operations = 0

  /// Nanoseconds per operation.
  func nanoseconds(_ column: Column) -> Double {
    guard let turn = turns[column], operations > 0 else { return .nan }
    return turn.duration / .nanoseconds(1) / Double(operations)
  }

  /// How many times the cost of `right` the cost of `left` is, in this round.
  func ratio(_ left: Column, to right: Column) -> Double { nanoseconds(left) / nanoseconds(right) }
}

/// The columns did not do the same work, so their times say nothing.
struct UnequalWork: Error, CustomStringConvertible {
  var line: String
  var yields: [Column: Int]

  var description: String {
    let parts = Column.allCases.map { "\($0.rawValue) \(yields[$0] ?? 0)" }
    return "\(line): the columns did not do the same work: \(parts.joined(separator: ", "))"
  }
}
