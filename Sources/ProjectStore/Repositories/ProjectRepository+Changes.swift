public import Deadlines

extension ProjectRepository {
  /// Registers a project whose path nobody has.
  ///
  /// - Returns: the row as stored, in generation 1.
  /// - Throws: `ChangeError.refused` with `.alreadyActive` if a row has its path, active or not.
  public func create(_ new: NewProject, at now: Timestamp) async throws(ChangeError) -> Project {
    try await store.change { try ProjectWriter.insert(new, at: now, in: $0) }
  }

  /// Registers several projects in one transaction: all of them or none.
  ///
  /// - Throws: as for one.
  public func create(_ new: [NewProject], at now: Timestamp) async throws(ChangeError) -> [Project] {
    try await store.change { connection in
      try new.map { try ProjectWriter.insert($0, at: now, in: connection) }
    }
  }

  /// Registers a project, or schedules a destroyed or cancelled one of the same path anew: same id, same
  /// history.
  ///
  /// - Parameter event: makes the line of the audit log from the row as stored; its generation is 1 only for
  ///   a row that is new.
  /// - Throws: `ChangeError.refused` with `.alreadyActive` if the path belongs to an active project.
  public func add(
    _ new: NewProject, at now: Timestamp, event: @escaping @Sendable (Project) -> LogEvent?
  ) async throws(ChangeError) -> Project {
    try await store.change { connection in
      var project: Project
      if let row = try connection.projects(.all.filter { $0.path == new.path }).first() {
        guard !row.status.isActive else { throw Refusal.alreadyActive(row.id) }
        project = try ProjectWriter.update(row, at: now, in: connection) { $0.reschedule(as: new, at: now) }
        // Registered anew, it goes without what nobody could read of its earlier settings.
        if row.unreadableConfig != nil {
          try connection.updateOne(Project.columns.id == row.id, [StoredCell(ProjectField.config, .null)])
          project.unreadableConfig = nil
        }
      } else {
        project = try ProjectWriter.insert(new, at: now, in: connection)
      }
      try EventWriter.insert(event(project), in: connection)
      return project
    }
  }

  /// Changes one project by a rule, in one transaction that reads the row afresh.
  ///
  /// Where deadline, path, command or activity change, the generation grows, whether `rule` grew it or not,
  /// and `scheduledAt` becomes `now` unless `rule` set it; `updatedAt` becomes `now` where anything changes.
  /// Changes of `id` and `createdAt` are not written.
  ///
  /// - Parameter rule: changes the project, and returns the line for the audit log or nil; a `Refusal` it
  ///   throws means that nothing is written.
  /// - Returns: the row as stored.
  /// - Throws: `ChangeError.refused` with `.notFound`, with what `rule` threw, or with `.alreadyActive` if
  ///   the new path belongs to another project.
  public func update(
    _ id: Project.ID, at now: Timestamp,
    _ rule: @escaping @Sendable (inout Project) throws(Refusal) -> LogEvent?
  ) async throws(ChangeError) -> Project {
    try await store.change { connection in
      guard let row = try connection.project(id) else { throw Refusal.notFound(String(id.number)) }
      var event: LogEvent?
      let project = try ProjectWriter.update(row, at: now, in: connection) {
        (project) throws(Refusal) in
        event = try rule(&project)
      }
      try EventWriter.insert(event, in: connection)
      return project
    }
  }

  /// Deletes a project with its executions and its part of the audit log.
  ///
  /// - Returns: whether there was one.
  /// - Important: This is for good, and no rule is asked: not even whether a teardown is under way.
  @discardableResult
  public func delete(_ id: Project.ID) async throws(StoreError) -> Bool {
    try await store.record { try $0.delete(where: Project.columns.id == id) > 0 }
  }

  /// Voids every warning: the file is not the one they were given for.
  ///
  /// - Returns: every project as it is then, read in the same transaction.
  @discardableResult
  public func voidWarnings() async throws(StoreError) -> Listing<Project> {
    try await store.record { connection in
      try ProjectWriter.voidWarnings(in: connection)
      return try connection.projects(.all)
    }
  }
}

extension Project {
  fileprivate mutating func reschedule(as new: NewProject, at now: Timestamp) {
    livesSince = now
    name = new.name
    timeout = new.timeout
    command = new.command
    tags = new.tags
    if source == .file { forgetFile() }
    source = new.source
    seenEnvironment = new.seenEnvironment
    deadline = new.deadline
    status = .scheduled
    holdReason = nil
    awaitsUser = false
    resourceCount = nil
  }

  /// It is registered by hand from now on, and what its file said counts no more.
  private mutating func forgetFile() {
    file = nil
    config = nil
    warningOffsets = nil
    wishes = ExecutionWishes()
    isProtected = false
  }
}
