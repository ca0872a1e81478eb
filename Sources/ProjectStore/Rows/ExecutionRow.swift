import Deadlines
import GRDB

/// The columns of `executions` that we read, in the order of the selection.
enum ExecutionColumn: String, StoredColumn {
  case id, status, output, error, command, folder
  case projectID = "project_id"
  case exitCode = "exit_code"
  case startedAt = "started_at"
  case completedAt = "completed_at"
  case createdAt = "created_at"
  case workingDirectory = "working_dir"

  static let table = "executions"
  static let positions = countPositions()
}

/// A row of `executions` that makes sense.
struct ExecutionRow: TableRecord, FetchableRecord {
  static let databaseTableName = ExecutionColumn.table
  static var databaseSelection: [any SQLSelectable] { ExecutionColumn.allCases }

  let execution: Execution

  init(row: Row) throws {
    try self.init(reading: CellReader(row, idColumn: ExecutionColumn.id))
  }

  private init(reading cells: CellReader<ExecutionColumn>) throws(BadCell) {
    var exitCode: Int32?
    if let code = try cells.integerIfPresent(.exitCode) {
      guard let narrow = Int32(exactly: code) else { throw cells.reject(.exitCode) }
      exitCode = narrow
    }
    execution = Execution(
      id: Execution.ID(try cells.integer(.id)), projectID: Project.ID(try cells.integer(.projectID)),
      status: try cells.word(.status),
      output: cells.proseIfPresent(.output), error: cells.proseIfPresent(.error), exitCode: exitCode,
      startedAt: try cells.timeIfPresent(.startedAt), completedAt: try cells.timeIfPresent(.completedAt),
      createdAt: try cells.time(.createdAt),
      command: try cells.textIfPresent(.command),
      workingDirectory: try cells.textIfPresent(.workingDirectory),
      folder: try cells.textIfPresent(.folder))
  }
}
