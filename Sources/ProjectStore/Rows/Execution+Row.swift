import Deadlines

/// The columns of `executions` that we read.
enum ExecutionField: Int32, StoredField {
  case id, projectID, status, output, error, exitCode, startedAt, completedAt, createdAt
  case command, workingDirectory, folder, attempt, reason, logPath
  /// Written and asked for, but no part of the value.
  case device, inode, underWay

  static let table = "executions"
  static let names = [
    "id", "project_id", "status", "output", "error", "exit_code", "started_at", "completed_at", "created_at",
    "command", "working_dir", "folder", "attempt", "reason", "log_path", "device", "inode", "under_way",
  ]
}

extension Execution: StoredRow {
  static let idField = ExecutionField.id
  static let hintField: ExecutionField? = nil

  init(_ cells: CellReader<Execution>) throws(BadCell) {
    var exitCode: Int32?
    if let code = try cells.integerIfPresent(.exitCode) {
      guard let narrow = Int32(exactly: code) else { throw cells.reject(.exitCode) }
      exitCode = narrow
    }
    self.init(
      id: Execution.ID(try cells.integer(.id)), projectID: Project.ID(try cells.integer(.projectID)),
      status: try cells.word(.status),
      output: cells.proseIfPresent(.output), error: cells.proseIfPresent(.error), exitCode: exitCode,
      startedAt: try cells.timeIfPresent(.startedAt), completedAt: try cells.timeIfPresent(.completedAt),
      createdAt: try cells.time(.createdAt),
      command: try cells.textIfPresent(.command),
      workingDirectory: try cells.textIfPresent(.workingDirectory),
      folder: try cells.textIfPresent(.folder))
    // What only explains an attempt must not make the row unreadable.
    if let number = try? cells.integerIfPresent(.attempt), (1...1_000_000).contains(number) {
      attempt = Int(number)
    }
    reason = (try? cells.textIfPresent(.reason)).flatMap(\.self).flatMap(Reason.init(rawValue:))
    logPath = (try? cells.textIfPresent(.logPath)).flatMap(\.self)
  }
}
