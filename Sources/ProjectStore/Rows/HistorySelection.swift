import Deadlines

/// The rows of one ``HistoryScope``, as conditions for SQL; good for the transaction it was made in.
struct HistorySelection {
  private let executions: RowCondition
  private let events: RowCondition
  private let project: Project.ID?
  private let countedTo: Timestamp

  /// - Throws: `PurgeError` if the scope is a project that is not there or not over.
  init(_ scope: HistoryScope, at now: Timestamp, in connection: any Connection) throws {
    switch scope {
    case .past(let retention):
      let end = try RecordedDays(upTo: now, in: connection).believable(now)
      executions = try RowCondition(
        past: end - retention.executions, time: "coalesce(completed_at, created_at)", of: "executions",
        in: connection)
      events = try RowCondition(
        past: end - retention.events, time: "created_at", of: "events", in: connection)
      project = nil
      countedTo = end
    case .project(let id):
      try Self.demandOver(id, in: connection)
      executions = RowCondition(of: id, in: "executions")
      events = RowCondition(of: id, in: "events")
      project = id
      countedTo = now
    }
  }

  func count(in connection: any Connection) throws -> HistoryCount {
    HistoryCount(
      projects: project == nil ? 0 : 1, executions: try executions.count(in: connection),
      events: try events.count(in: connection), folders: try executions.folders(in: connection),
      countedTo: countedTo)
  }

  /// Deletes each row by name rather than by cascade, which tables that another program made may lack.
  func delete(in connection: any Connection) throws {
    try events.delete(in: connection)
    try executions.delete(in: connection)
    if let project {
      try connection.run("DELETE FROM projects WHERE id = ?1", [.integer(project.number)])
    }
  }

  private static func demandOver(_ id: Project.ID, in connection: any Connection) throws {
    let number = StoredValue.integer(id.number)
    let row = try connection.cells("SELECT \(isOver) FROM projects WHERE id = ?1", [number]).first
    guard let row else { throw PurgeError.notFound(id) }
    let busy = try connection.integer(
      "SELECT id FROM executions WHERE project_id = ?1 AND under_way = 1 LIMIT 1", [number])
    if let busy { throw PurgeError.underWay(Execution.ID(busy), of: id) }
    guard row == [.integer(1)] else { throw PurgeError.active(id) }
  }
}

/// Rows of one table.
private struct RowCondition {
  let table: String
  let sql: String
  let values: [StoredValue]

  init(of project: Project.ID, in table: String) {
    self.table = table
    sql = "project_id = ?1"
    values = [.integer(project.number)]
  }

  /// The rows whose time lies before `cutoff` and whose project, if there is one, is over.
  ///
  /// SQLite sorts every text above every number, so times stored as text are read one by one.
  init(past cutoff: Timestamp, time: String, of table: String, in connection: any Connection) throws {
    let isNobodys = "(project_id IN (\(activeProjects))) IS NOT 1"
    let texts = try connection.cells(
      "SELECT id, \(time) FROM \(table) WHERE typeof(\(time)) = 'text' AND \(isNobodys)", [])
    let ids = texts.compactMap { row -> Int64? in
      guard case .integer(let id) = row[0], case .text(let text) = row[1],
        let time = Timestamp(text: text), Timestamp.storable.contains(time), time < cutoff
      else { return nil }
      return id
    }
    self.table = table
    sql = """
      ((typeof(\(time)) = 'integer' AND \(time) >= 0 AND \(time) < ?1)
        OR id IN (SELECT value FROM json_each(?2))) AND \(isNobodys)
      """
    values = [.integer(cutoff.seconds), .text("[\(ids.map(String.init).joined(separator: ","))]")]
  }

  func count(in connection: any Connection) throws -> Int {
    Int(try connection.integer("SELECT count(*) FROM \(table) WHERE \(sql)", values) ?? 0)
  }

  func folders(in connection: any Connection) throws -> [String] {
    let rows = try connection.cells(
      """
      SELECT folder FROM \(table) WHERE (\(sql)) AND typeof(folder) = 'text'
      EXCEPT SELECT folder FROM \(table) WHERE (\(sql)) IS NOT 1
      """, values)
    return rows.compactMap { if case .text(let folder)? = $0.first { folder } else { nil } }
  }

  func delete(in connection: any Connection) throws {
    try connection.run("DELETE FROM \(table) WHERE \(sql)", values)
  }
}

/// Whether a row of `projects` is over; NULL or 0 where that is not certain.
private let isOver =
  "(typeof(active) = 'integer' AND active = 0 AND status IN ('scheduled', 'held', 'failed', 'destroyed', 'cancelled'))"

private let activeProjects = """
  SELECT id FROM projects WHERE \(isOver) IS NOT 1
  UNION SELECT project_id FROM executions WHERE under_way = 1
  """
