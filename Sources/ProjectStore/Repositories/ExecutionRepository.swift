public import Deadlines

/// The rows of `executions`: attempts to tear projects down.
public struct ExecutionRepository: Sendable {
  let store: ProjectStore

  /// Records an attempt that is not under our supervision; its `id` is not used.
  ///
  /// What the daemon carries out itself is recorded by ``claim(_:at:_:check:event:)``.
  ///
  /// - Returns: the attempt with its number.
  /// - Throws: `StoreError.rowMissing` if its project is not there.
  public func create(_ execution: Execution) async throws(StoreError) -> Execution {
    try await store.record { connection in
      var execution = execution
      do {
        let cells = try ExecutionWriter.cells(of: execution)
        execution.id = Execution.ID(try connection.insert(Execution.self, cells))
      } catch let failure as SQLiteFailure where failure.isForeignKeyViolation {
        throw StoreError.rowMissing(table: ProjectField.table, id: execution.projectID.number)
      }
      return execution
    }
  }

  /// Lists the attempts that a query asks for; rows that make no sense are listed apart, and count in a limit.
  ///
  /// - Throws: `StoreError` if the file cannot be read.
  public func fetch(_ query: Query<Execution>) async throws(StoreError) -> Listing<Execution> {
    try await store.read { try $0.executions(query) }
  }

  /// Counts the rows that a query asks for, those that make no sense included.
  public func count(_ query: Query<Execution> = .all) async throws(StoreError) -> Int {
    try await store.read { try $0.count(query) }
  }

  /// Lists every attempt, oldest first.
  public func all() async throws(StoreError) -> Listing<Execution> {
    try await fetch(.all)
  }

  /// Lists the attempts to tear one project down, oldest first.
  public func of(_ project: Project.ID) async throws(StoreError) -> Listing<Execution> {
    try await fetch(.of(project))
  }

  /// Lists the attempts that have come this far, oldest first.
  public func with(status: Execution.Status) async throws(StoreError) -> Listing<Execution> {
    try await fetch(.status(status))
  }

  /// Lists the latest attempts, the last claimed first.
  public func recent(_ count: Int = 10) async throws(StoreError) -> Listing<Execution> {
    try await fetch(.recent(count))
  }

  /// Lists the attempts under our supervision whose end is not recorded, oldest first.
  public func underWay() async throws(StoreError) -> Listing<Execution> {
    try await fetch(.underWay)
  }

  /// Finds an attempt by its id; nil if there is none.
  ///
  /// - Throws: `StoreError.badCell` if the row makes no sense.
  public func find(_ id: Execution.ID) async throws(StoreError) -> Execution? {
    try await store.read { try $0.execution(id) }
  }

  /// Finds a project's latest attempt; nil if there was none.
  ///
  /// - Throws: `StoreError.badCell` if the row makes no sense.
  public func last(of project: Project.ID) async throws(StoreError) -> Execution? {
    let query = Query<Execution>.of(project).ordered(by: \.id, .descending).limit(1)
    return try await store.read { try $0.executions(query).first() }
  }

  /// Finds the latest attempt of every project that has had one.
  public func lastOfEach() async throws(StoreError) -> [Project.ID: Execution.ID] {
    try await store.read { connection in
      let rows = try connection.cells("SELECT project_id, max(id) FROM executions GROUP BY project_id")
      var last: [Project.ID: Execution.ID] = [:]
      for row in rows {
        guard case .integer(let project) = row[0], case .integer(let execution) = row[1] else { continue }
        last[Project.ID(project)] = Execution.ID(execution)
      }
      return last
    }
  }

  /// Deletes an attempt.
  ///
  /// - Returns: whether there was one.
  /// - Important: One that is under way would go on with nobody to record its end.
  @discardableResult
  public func delete(_ id: Execution.ID) async throws(StoreError) -> Bool {
    try await store.record { try $0.delete(where: Execution.columns.id == id) > 0 }
  }
}
