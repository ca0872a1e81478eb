/// What was measured for one line.
struct LineReport: Encodable, Sendable {
  var name: String
  var title: String
  /// Projects in the file.
  var rows: Int
  /// Operations of each column in each round.
  var operations: Int
  /// Nanoseconds per operation, by column.
  var nanoseconds: [String: Spread]
  /// `typed/raw`, `typed/floor`, `raw/floor`.
  var findings: [Finding]

  init(_ line: Line, _ rounds: [Round]) {
    name = line.name
    title = line.title
    rows = line.rows
    operations = rounds.first?.operations ?? 0
    nanoseconds = [:]
    for column in Column.allCases {
      nanoseconds[column.rawValue] = Spread(rounds.map { $0.nanoseconds(column) })
    }
    findings = [
      Finding(.typed, to: .raw, of: rounds, limit: Goal.overhead),
      Finding(.typed, to: .floor, of: rounds, limit: line.isHeldToFloor ? Goal.overhead : nil),
      Finding(.raw, to: .floor, of: rounds, limit: nil),
    ].compactMap(\.self)
  }
}

/// How the cost of one question grows with the number of projects.
struct ScaleReport: Encodable, Sendable {
  var title: String
  /// The large file's cost in terms of the small one's, by column.
  var findings: [Finding]

  init(title: String, small: [Round], large: [Round]) {
    self.title = title
    findings = Column.allCases.compactMap { column in
      let ratios = zip(small, large).map { $1.nanoseconds(column) / $0.nanoseconds(column) }
      return Spread(ratios).map {
        Finding(name: column.rawValue, ratio: $0, limit: column == .floor ? nil : Goal.growth)
      }
    }
  }
}
