import Deadlines
import RealParts

@testable import ProjectStore

extension RandomWork {
  /// A random query of one of the tables: its rows and their number.
  mutating func question() -> Step {
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      let query = shaped(.all.filter { executionCondition($0, depth: 2) }, by: [\.createdAt, \.startedAt])
      return Step("executions \(query)") { try await [$0.executions.fetch(query)] }
    case 1:
      let kind = random.one(of: LogEvent.Kind.allCases)
      let project = project()
      var query = random.once(in: 2) ? Query<LogEvent>.kind(kind) : .of(project)
      if random.once(in: 2) { query = query.filter { $0.projectID.isMissing || $0.message != "a" } }
      query = shaped(query, by: [\.createdAt])
      return Step("events \(query)") { [query] in
        try await ("\($0.events.fetch(query))", $0.events.count(query))
      }
    default:
      var query = random.once(in: 4) ? Query<Project>.expiring(within: .hours(3), at: time()) : .all
      if random.once(in: 5) { query = .active }
      if !random.once(in: 5) { query = query.filter { condition($0, depth: 3) } }
      query = shaped(query, by: [\.createdAt, \.deadline, \.updatedAt])
      if random.once(in: 3) { query = query.ordered(by: random.one(of: [\.name, \.path, \.timeout])) }
      return Step("projects \(query)") { [query] in
        try await ("\($0.projects.fetch(query))", $0.projects.count(query))
      }
    }
  }

  /// The query in a random order and cut at random.
  private mutating func shaped<Row: StoredRow>(
    _ query: Query<Row>, by times: [KeyPath<Row.Columns, Column<Row, Timestamp>>]
  ) -> Query<Row> {
    var query = query
    while random.once(in: 2) {
      query = query.ordered(by: random.one(of: times), random.once(in: 2) ? .ascending : .descending)
    }
    if random.once(in: 3) { query = query.limit(random.one(of: [0, 1, 3, .max, -1])) }
    if random.once(in: 4) { query = query.offset(random.one(of: [0, 1, 2, .max, -1])) }
    if random.once(in: 6) {
      query = query.page(random.one(of: [1, 2, 0, .max, .min]), of: random.one(of: [2, 3, .max]))
    }
    return query
  }

  private mutating func condition(_ columns: Project.Columns, depth: Int) -> Condition<Project> {
    if depth > 0, random.once(in: 2) {
      let (left, right) = (condition(columns, depth: depth - 1), condition(columns, depth: depth - 1))
      return random.once(in: 2) ? left && right : left || right
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return columns.isActive.isSet
    case 1: return columns.isActive.isNotSet
    case 2: return presence(of: random.one(of: [columns.deadline, columns.updatedAt]))
    case 3: return presence(of: columns.holdReason)
    case 4: return random.once(in: 2) ? columns.status == .scheduled : columns.status != .held
    case 5: return comparison(of: columns.id, with: project())
    case 6: return comparison(of: random.one(of: [columns.deadline, columns.createdAt]), with: time())
    default:
      return comparison(of: random.one(of: [columns.name, columns.timeout, columns.path]), with: text())
    }
  }

  private mutating func executionCondition(_ columns: Execution.Columns, depth: Int) -> Condition<Execution> {
    if depth > 0, random.once(in: 2) {
      let left = executionCondition(columns, depth: depth - 1)
      let right = executionCondition(columns, depth: depth - 1)
      return random.once(in: 2) ? left && right : left || right
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return random.once(in: 2) ? columns.isUnderWay.isSet : columns.isUnderWay.isNotSet
    case 1: return presence(of: columns.isUnderWay)
    case 2: return comparison(of: columns.exitCode, with: random.one(of: [0, 1, .min, .max]))
    case 3: return comparison(of: columns.startedAt, with: time())
    default: return columns.status == random.one(of: Execution.Status.allCases)
    }
  }

  private mutating func presence<Row, Value>(of column: Column<Row, Value>) -> Condition<Row> {
    random.once(in: 2) ? column.isPresent : column.isMissing
  }

  private mutating func comparison<Row, Value: Storable & Comparable>(
    of column: Column<Row, Value>, with value: Value
  ) -> Condition<Row> {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: column == value
    case 1: column != value
    case 2: column < value
    case 3: column <= value
    case 4: column > value
    default: column >= value
    }
  }
}
