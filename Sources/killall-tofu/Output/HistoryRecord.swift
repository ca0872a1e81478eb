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
    var untold = untold[...]
    for event in events {
      while let execution = untold.first, execution.began <= event.createdAt {
        lines += story(of: untold.removeFirst(), on: terminal)
      }
      lines.append(
        line(event.createdAt, event.kind.rawValue, colour(event.kind), event.message, on: terminal))
      if event.kind == .destroyed || event.kind == .error, let number = executionNumber(in: event),
        let execution = executions.first(where: { $0.id.number == number })
      {
        lines += lastWords(execution, on: terminal)
      }
    }
    return lines + untold.flatMap { story(of: $0, on: terminal) }
  }

  /// The executions that no event tells of, oldest first: those of another program, or of events that are gone.
  private var untold: [Execution] {
    let told = Set(events.compactMap(executionNumber))
    return executions.filter { !told.contains($0.id.number) }.sorted { ($0.began, $0.id) < ($1.began, $1.id) }
  }

  private func executionNumber(in event: Deadlines.LogEvent) -> Int64? {
    guard let text = event.metadata else { return nil }
    return try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8))["execution"]
  }

  private func story(of execution: Execution, on terminal: Terminal) -> [String] {
    let end = execution.exitCode.map { "\(execution.status.rawValue), exit code \($0)" }
    let command = (execution.command ?? project.command).oneLine.cutInTheMiddle(200)
    let told = line(
      execution.began, "execution", execution.status == .failed ? .red : nil,
      "\(command): \(end ?? execution.status.rawValue)", on: terminal)
    return [told] + lastWords(execution, on: terminal)
  }

  private func line(
    _ time: Timestamp, _ kind: String, _ colour: Colour?, _ message: String, on terminal: Terminal
  ) -> String {
    let time = Colour.grey.paint(time.localDateTime, on: terminal)
    let kind = kind.padding(to: 10)
    return "\(time)  \(colour?.paint(kind, on: terminal) ?? kind)  \(message.oneLine)"
  }

  private func lastWords(_ execution: Execution, on terminal: Terminal) -> [String] {
    // Colours of its own would tear holes into ours.
    let plain = SafeText(on: Terminal(isColourful: false, columns: terminal.columns))
    let words = [execution.output, execution.error].compactMap { $0 }.flatMap { text in
      text.split(whereSeparator: \.isNewline).map { plain.shown(Array($0.utf8)) }
        .filter { !$0.allSatisfy(\.isWhitespace) }.suffix(5)
    }
    return words.map { Colour.grey.paint("    | \($0)", on: terminal) }
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

extension Execution {
  /// When it began, as far as that is known.
  fileprivate var began: Timestamp { startedAt ?? createdAt }
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
