import Deadlines
import Wording

/// A row of `executions` under its columns' names.
struct ExecutionRecord: Encodable {
  let id, projectID: Int64
  let status: String
  let output, error: String?
  let exitCode: Int32?
  let startedAt, completedAt: String?
  let createdAt: String
  let command, workingDirectory: String?

  init(_ execution: Execution) {
    id = execution.id.number
    projectID = execution.projectID.number
    status = execution.status.rawValue
    output = execution.output
    error = execution.error
    exitCode = execution.exitCode
    startedAt = execution.startedAt?.iso8601
    completedAt = execution.completedAt?.iso8601
    createdAt = execution.createdAt.iso8601
    command = execution.command
    workingDirectory = execution.workingDirectory
  }

  enum CodingKeys: String, CodingKey {
    case id, status, output, error, command
    case projectID = "project_id"
    case exitCode = "exit_code"
    case startedAt = "started_at"
    case completedAt = "completed_at"
    case createdAt = "created_at"
    case workingDirectory = "working_dir"
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: CodingKeys.self)
    try record.encode(id, forKey: .id)
    try record.encode(projectID, forKey: .projectID)
    try record.encode(status, forKey: .status)
    try record.encode(output, forKey: .output)
    try record.encode(error, forKey: .error)
    try record.encode(exitCode, forKey: .exitCode)
    try record.encode(startedAt, forKey: .startedAt)
    try record.encode(completedAt, forKey: .completedAt)
    try record.encode(createdAt, forKey: .createdAt)
    try record.encode(command, forKey: .command)
    try record.encode(workingDirectory, forKey: .workingDirectory)
  }
}

/// A row of `events` under its columns' names.
struct EventRecord: Encodable {
  let event: Deadlines.LogEvent

  init(_ event: Deadlines.LogEvent) {
    self.event = event
  }

  private enum CodingKeys: String, CodingKey {
    case id, type, message, metadata
    case projectID = "project_id"
    case createdAt = "created_at"
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: CodingKeys.self)
    try record.encode(event.id, forKey: .id)
    try record.encode(event.projectID?.number, forKey: .projectID)
    try record.encode(event.kind.rawValue, forKey: .type)
    try record.encode(event.message, forKey: .message)
    try record.encode(event.metadata, forKey: .metadata)
    try record.encode(event.createdAt.iso8601, forKey: .createdAt)
  }
}
