import Deadlines

/// Writes what a plan holds; always inside a transaction of its caller.
enum ImportWriter {
  /// Writes a project with its history and returns it as stored.
  static func insert(_ imported: ImportedProject, in connection: any Connection) throws -> Project {
    let project = try ProjectWriter.insert(imported.project, in: connection)
    if let config = imported.config {
      try connection.run(
        "UPDATE projects SET config = ? WHERE id = ?", [.text(config), .integer(project.id.number)])
    }
    for var execution in imported.executions {
      execution.projectID = project.id
      _ = try connection.insert(Execution.self, ExecutionWriter.cells(of: execution))
    }
    for var event in imported.events {
      event.projectID = project.id
      try EventWriter.insert(event, in: connection)
    }
    // Its config says more of it than was read of the original.
    return try connection.project(project.id) ?? project
  }

  /// Writes those events of no project that the file does not hold yet, and says how many that were.
  static func insert(newOf events: [LogEvent], in connection: any Connection) throws -> Int {
    guard !events.isEmpty else { return 0 }
    let known = try connection.events(.all.filter(\.projectID.isMissing))
    let present = Set(known.values.map { Identity($0) })
    let new = events.filter { !present.contains(Identity($0)) }
    for event in new { try EventWriter.insert(event, in: connection) }
    return new.count
  }

  /// What tells events of no project apart.
  private struct Identity: Hashable {
    let kind: LogEvent.Kind
    let message: String
    let metadata: String?
    let createdAt: Timestamp

    init(_ event: LogEvent) {
      kind = event.kind
      message = event.message.replacing("\0", with: "\u{2400}")
      metadata = event.metadata?.replacing("\0", with: "\u{2400}")
      createdAt = event.createdAt
    }
  }
}
