import Deadlines
import Foundation
import Wording

/// One project's past, as `history` tells it.
struct HistoryRecord: Encodable {
  let project: Project
  let executions: [Execution]
  let events: [Deadlines.LogEvent]

  private enum Key: String, CodingKey {
    case projectID = "project_id"
    case executions, events
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(project.id.number, forKey: .projectID)
    try record.encode(executions.map(ExecutionRecord.init), forKey: .executions)
    try record.encode(events.map(EventRecord.init), forKey: .events)
  }

  /// The past as lines, oldest first; a teardown's last words follow the line of its end.
  func story(on terminal: Terminal) -> [String] {
    var lines = [project.shownName + Colour.grey.paint("  \(project.path.oneLine)", on: terminal)]
    for event in events {
      let time = Colour.grey.paint(event.createdAt.localDateTime, on: terminal)
      let kind = event.kind.rawValue + String(repeating: " ", count: max(0, 10 - event.kind.rawValue.count))
      lines.append(
        "\(time)  \(colour(event.kind)?.paint(kind, on: terminal) ?? kind)  \(event.message.oneLine)")
      if let execution = ended(at: event) { lines += lastWords(execution, on: terminal) }
    }
    return lines
  }

  private func ended(at event: Deadlines.LogEvent) -> Execution? {
    guard event.kind == .destroyed || event.kind == .error, let text = event.metadata,
      let number = try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8))["execution"]
    else { return nil }
    return executions.first { $0.id.number == number }
  }

  private func lastWords(_ execution: Execution, on terminal: Terminal) -> [String] {
    let words = [execution.output, execution.error].compactMap { $0 }.flatMap {
      $0.split(whereSeparator: \.isNewline).suffix(5)
    }
    return words.map { Colour.grey.paint("    | \(String($0).oneLine)", on: terminal) }
  }

  private func colour(_ kind: Deadlines.LogEvent.Kind) -> Colour? {
    switch kind {
    case .destroyed: .green
    case .warned, .held: .yellow
    case .error: .red
    case .created, .configured, .extended, .cancelled, .executed: nil
    }
  }
}

/// A row of `executions` under its columns' names.
private struct ExecutionRecord: Encodable {
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
private struct EventRecord: Encodable {
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
