public import Deadlines
import GRDB

/// How an attempt ended.
public struct ExecutionEnding: Hashable, Sendable {
  /// `.completed`, `.failed` or `.cancelled`.
  public var status: Execution.Status
  /// The first and last part of its standard output.
  public var output: String?
  /// The first and last part of its standard error, or why it could not be started.
  public var error: String?
  /// Its exit code, 0 included; nil if a signal ended it or it never ran.
  public var exitCode: Int32?

  /// Makes an ending.
  public init(status: Execution.Status, output: String? = nil, error: String? = nil, exitCode: Int32? = nil) {
    self.status = status
    self.output = output
    self.error = error
    self.exitCode = exitCode
  }
}

extension ProjectStore {
  /// Records that the command of an attempt started.
  ///
  /// - Returns: false, and nothing is written, if the attempt is not pending any more.
  @discardableResult
  public func markRunning(_ id: Execution.ID, at now: Timestamp) async throws(StoreError) -> Bool {
    try await record { database in
      guard try ExecutionWriter.isUnderWay(id, in: database) else { return false }
      try database.execute(
        sql: "UPDATE executions SET status = 'running', started_at = ? WHERE id = ? AND status = 'pending'",
        arguments: [try OutgoingCells(table: "executions", id: id.number).time(now, "started_at"), id.number])
      return database.changesCount > 0
    }
  }

  /// Records the end of an attempt together with what it means for the project, in one transaction.
  ///
  /// The end is recorded even where the project's row has gone or makes no sense; `rule` is not asked then.
  ///
  /// - Parameter rule: changes the project and returns the lines for the audit log.
  /// - Returns: the project as stored; nil if `rule` was not asked, because the end had been recorded before
  ///   or the project cannot be read.
  /// - Throws: `StoreError.rowMissing` if there is no such attempt.
  public func finish(
    _ id: Execution.ID, _ ending: ExecutionEnding, at now: Timestamp,
    _ rule: @escaping @Sendable (inout Project) -> [LogEvent]
  ) async throws(StoreError) -> Project? {
    try await record { database in
      guard try ExecutionWriter.isUnderWay(id, in: database) else { return nil }
      let cells = OutgoingCells(table: "executions", id: id.number)
      try database.execute(
        sql: """
          UPDATE executions
          SET status = ?, output = ?, error = ?, exit_code = ?, completed_at = ?, under_way = NULL
          WHERE id = ?
          """,
        arguments: [
          ending.status.rawValue, cells.prose(ending.output), cells.prose(ending.error), ending.exitCode,
          try cells.time(now, "completed_at"), id.number,
        ])
      guard let row = try Self.readableProject(of: id, in: database) else { return nil }
      var events: [LogEvent] = []
      let project = try ProjectWriter.update(row, at: now, in: database) { events = rule(&$0) }
      for event in events { try EventWriter.insert(event, in: database) }
      return project
    }
  }

  private static func readableProject(of id: Execution.ID, in database: Database) throws -> ProjectRow? {
    let owner = try Int64.fetchOne(
      database, sql: "SELECT project_id FROM executions WHERE id = ?", arguments: [id.number])
    guard let owner else { return nil }
    do {
      return try ProjectRow.with(Project.ID(owner)).fetchOne(database)
    } catch is BadCell {
      return nil
    }
  }

  /// Lists the attempts under our supervision whose end is not recorded, oldest first.
  public func executionsUnderWay() async throws(StoreError) -> Listing<Execution> {
    try await list(ExecutionRow.filter(sql: "under_way = 1").order(ExecutionColumn.id))
  }

  /// Lists the attempts of one project, or of all, oldest first.
  public func executions(of project: Project.ID? = nil) async throws(StoreError) -> Listing<Execution> {
    let all = ExecutionRow.order(ExecutionColumn.id)
    guard let project else { return try await list(all) }
    return try await list(all.filter(ExecutionColumn.projectID == project.number))
  }

  /// Finds an attempt by its id; nil if there is none.
  public func execution(_ id: Execution.ID) async throws(StoreError) -> Execution? {
    try await read { try ExecutionRow.with(id).fetchOne($0)?.execution }
  }

  /// Finds a project's latest attempt; nil if there was none.
  public func lastExecution(of project: Project.ID) async throws(StoreError) -> Execution? {
    try await read { database in
      try ExecutionRow.filter(ExecutionColumn.projectID == project.number)
        .order(ExecutionColumn.id.desc).limit(1).fetchOne(database)?.execution
    }
  }

  /// Finds the latest attempt of every project that has had one.
  public func lastExecutions() async throws(StoreError) -> [Project.ID: Execution.ID] {
    try await read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT project_id, max(id) FROM executions WHERE typeof(project_id) = 'integer' GROUP BY 1")
      var last: [Project.ID: Execution.ID] = [:]
      while let row = try rows.next() {
        last[Project.ID(row[0] as Int64)] = Execution.ID(row[1] as Int64)
      }
      return last
    }
  }

  private func list(
    _ request: QueryInterfaceRequest<ExecutionRow>
  ) async throws(StoreError) -> Listing<Execution> {
    try await read { try Listing.fetch(request, in: $0, value: \.execution) }
  }
}
