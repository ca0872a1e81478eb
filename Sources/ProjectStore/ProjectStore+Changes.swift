public import Deadlines
import GRDB

extension ProjectStore {
  /// Registers a project, or schedules a destroyed or cancelled one of the same path anew: same id, same
  /// history.
  ///
  /// - Parameter event: makes the line of the audit log from the row as stored; its generation is 1 only for
  ///   a row that is new.
  /// - Throws: `ChangeError.refused` with `.alreadyActive` if the path belongs to an active project.
  public func add(
    _ new: NewProject, at now: Timestamp, event: @escaping @Sendable (Project) -> LogEvent?
  ) async throws(ChangeError) -> Project {
    try await change { database in
      if let row = try ProjectRow.filter(ProjectColumn.path == new.path).fetchOne(database) {
        guard !row.project.status.isActive else { throw Refusal.alreadyActive(row.project.id) }
        let project = try ProjectWriter.update(row, at: now, in: database) { $0.reschedule(as: new) }
        try EventWriter.insert(event(project), in: database)
        return project
      }
      let project = try ProjectWriter.insert(new, at: now, in: database)
      try EventWriter.insert(event(project), in: database)
      return project
    }
  }

  /// Changes one project by a rule, in one transaction that reads the row afresh.
  ///
  /// Where deadline, path, command or activity change, the generation grows, whether `rule` grew it or not,
  /// and `scheduledAt` becomes `now` unless `rule` set it. Changes of `id` and `createdAt` are not written.
  ///
  /// - Parameter rule: changes the project, and returns the line for the audit log or nil; a `Refusal` it
  ///   throws means that nothing is written.
  /// - Returns: the row as stored.
  /// - Throws: `ChangeError.refused` with `.notFound`, with what `rule` threw, or with `.alreadyActive` if
  ///   the new path belongs to another project.
  public func change(
    _ id: Project.ID, at now: Timestamp,
    _ rule: @escaping @Sendable (inout Project) throws(Refusal) -> LogEvent?
  ) async throws(ChangeError) -> Project {
    try await change { database in
      guard let row = try ProjectRow.with(id).fetchOne(database) else {
        throw Refusal.notFound(String(id.number))
      }
      var event: LogEvent?
      let project = try ProjectWriter.update(row, at: now, in: database) {
        (project) throws(Refusal) in
        event = try rule(&project)
      }
      try EventWriter.insert(event, in: database)
      return project
    }
  }

  /// Voids every warning: the file is not the one they were given for.
  public func voidWarnings() async throws(StoreError) {
    try await record { database in
      try database.execute(
        sql: """
          UPDATE projects SET accepted_generation = NULL, accepted_boot = NULL, accepted_awake = NULL,
            accepted_at = NULL, accepted_offset = NULL
          WHERE accepted_generation IS NOT NULL
          """)
    }
  }

  private func change<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(ChangeError) -> Value {
    switch await write(body) {
    case .success(let value): return value
    case .failure(let error): throw ChangeError(error, path: place)
    }
  }
}

extension Project {
  fileprivate mutating func reschedule(as new: NewProject) {
    name = new.name
    timeout = new.timeout
    command = new.command
    tags = new.tags
    source = new.source
    deadline = new.deadline
    status = .scheduled
    holdReason = nil
  }
}
