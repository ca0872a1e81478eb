import Deadlines
import ProjectStore

extension Floor {
  /// Registers a project; outside a transaction it is one of its own.
  func create(_ new: NewProject, at now: Timestamp) throws -> Project {
    var project = Project(
      id: Project.ID(0), path: new.path, name: new.name, timeout: new.timeout, command: new.command,
      source: new.source, tags: new.tags, deadline: new.deadline, scheduledAt: now, createdAt: now,
      updatedAt: now)
    let insert = insertProject
    insert.bind(1, project.path)
    insert.bind(2, project.name)
    insert.bind(3, project.timeout)
    insert.bind(4, project.command)
    insert.bind(5, project.status.rawValue)
    insert.bind(6, project.generation.number)
    insert.bind(7, project.source.rawValue)
    insert.bind(8, "[]")
    insert.bind(9, project.deadline?.seconds)
    insert.bind(10, project.scheduledAt?.seconds)
    insert.bind(11, project.createdAt.seconds)
    insert.bind(12, project.updatedAt.seconds)
    try insert.run()
    project.id = Project.ID(connection.lastInsertedID)
    return project
  }

  /// Gives a project another name, by a rule on the row as it is.
  func rename(_ id: Project.ID, to name: String, at now: Timestamp) throws -> Project {
    try transaction {
      var project = try known(id)
      project.name = name
      project.updatedAt = now
      rename.bind(1, project.name)
      rename.bind(2, project.updatedAt.seconds)
      rename.bind(3, id.number)
      try rename.run()
      return project
    }
  }

  /// Moves a deadline, and notes it in the audit log.
  func extend(_ id: Project.ID, by duration: Duration, at now: Moment) throws -> Project {
    try transaction {
      var project = try known(id)
      try project.extend(by: duration, at: now, policy: Policy())
      project.updatedAt = now.wall
      postpone.bind(1, project.deadline?.seconds)
      postpone.bind(2, project.generation.number)
      postpone.bind(3, project.scheduledAt?.seconds)
      postpone.bind(4, project.updatedAt.seconds)
      postpone.bind(5, id.number)
      try postpone.run()
      try log(.extension(of: project))
      return project
    }
  }

  /// Deletes a project; false if there was none.
  func delete(_ id: Project.ID) throws -> Bool {
    delete.bind(1, id.number)
    try delete.run()
    return connection.changes > 0
  }

  private func log(_ event: LogEvent) throws {
    insertEvent.bind(1, event.projectID?.number)
    insertEvent.bind(2, event.kind.rawValue)
    insertEvent.bind(3, event.message)
    insertEvent.bind(4, event.metadata)
    insertEvent.bind(5, event.createdAt.seconds)
    try insertEvent.run()
  }

  private func known(_ id: Project.ID) throws -> Project {
    guard let project = try find(id) else { throw FloorError(text: "no project \(id.number)") }
    return project
  }
}
