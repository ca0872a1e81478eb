import Deadlines

/// Writes rows of `executions`; always inside a transaction of its caller.
enum ExecutionWriter {
  /// Names who is in the way of a claim.
  ///
  /// The unique indexes would refuse it as well; this says why.
  static func demandFree(_ id: Project.ID, _ directory: FileIdentity, in connection: any Connection) throws {
    let query = Query<Execution>.underWay.filter { execution in
      execution.projectID == id
        || (execution.device == Int64(bitPattern: directory.device)
          && execution.inode == Int64(bitPattern: directory.inode))
    }
    guard let execution = try connection.executions(query.limit(1)).first() else { return }
    throw ClaimError.underWay(execution.id, of: execution.projectID)
  }

  /// Inserts a pending attempt that is under way.
  static func insert(
    of project: Project, _ request: ClaimRequest, at now: Timestamp, in connection: any Connection
  ) throws -> Execution {
    var execution = Execution(
      id: Execution.ID(0), projectID: project.id, status: .pending, createdAt: now, command: project.command,
      workingDirectory: request.workingDirectory, folder: request.folder)
    execution.attempt = project.attempts?.made ?? 1
    execution.reason = request.reason
    execution.logPath = request.logPath
    let check = OutgoingCells<Execution>(id: nil)
    let number = try connection.insert(
      Execution.self,
      cells(of: execution) + [
        check.integer(.device, Int64(bitPattern: request.directory.device)),
        check.integer(.inode, Int64(bitPattern: request.directory.inode)),
        check.integer(.underWay, 1),
      ])
    execution.id = Execution.ID(number)
    return execution
  }

  /// What a new row for `execution` is to hold, less its id and what belongs to the supervision.
  static func cells(of execution: Execution) throws(BadCell) -> [StoredCell<Execution>] {
    let check = OutgoingCells<Execution>(id: nil)
    return [
      check.integer(.projectID, execution.projectID.number),
      check.word(.status, execution.status),
      check.prose(.output, execution.output),
      check.prose(.error, execution.error),
      check.integer(.exitCode, execution.exitCode.map(Int64.init)),
      try check.time(.startedAt, execution.startedAt),
      try check.time(.completedAt, execution.completedAt),
      try check.time(.createdAt, execution.createdAt),
      try check.text(.command, execution.command),
      try check.text(.workingDirectory, execution.workingDirectory),
      try check.text(.folder, execution.folder),
      check.integer(.attempt, Int64(execution.attempt)),
      check.word(.reason, execution.reason),
      try check.text(.logPath, execution.logPath),
    ]
  }

  /// Whether the attempt is ours and its end is not recorded yet.
  static func isUnderWay(_ id: Execution.ID, in connection: any Connection) throws -> Bool {
    let answer = try connection.cells("SELECT under_way FROM executions WHERE id = ?", [.integer(id.number)])
    guard let row = answer.first else {
      throw StoreError.rowMissing(table: ExecutionField.table, id: id.number)
    }
    return row == [.integer(1)]
  }
}
