public import Deadlines

/// How an attempt ended.
public struct ExecutionEnding: Hashable, Sendable {
  /// `.completed`, `.failed` or `.cancelled`.
  public var status: Execution.Status
  /// The first and last part of its standard output.
  public var output: String?
  /// The first and last part of its standard error, or why it could not be started.
  public var error: String?
  /// Its exit code, 0 included; nil if a signal ended it or it never ran.
  public var exitCode: Int32?
  /// When the command started, where that may not be on record yet.
  public var startedAt: Timestamp?
  /// When it ended; nil for when that is recorded.
  public var endedAt: Timestamp?

  /// Makes an ending.
  public init(
    status: Execution.Status, output: String? = nil, error: String? = nil, exitCode: Int32? = nil,
    startedAt: Timestamp? = nil, endedAt: Timestamp? = nil
  ) {
    self.status = status
    self.output = output
    self.error = error
    self.exitCode = exitCode
    self.startedAt = startedAt
    self.endedAt = endedAt
  }
}

extension ExecutionRepository {
  /// Records that the command of an attempt started.
  ///
  /// - Returns: false, and nothing is written, if the attempt is not pending any more.
  /// - Throws: `StoreError.rowMissing` if there is no such attempt.
  @discardableResult
  public func markRunning(_ id: Execution.ID, at now: Timestamp) async throws(StoreError) -> Bool {
    try await store.record { connection in
      guard try ExecutionWriter.isUnderWay(id, in: connection) else { return false }
      let check = OutgoingCells<Execution>(id: id.number)
      let columns = Execution.columns
      return try connection.update(
        where: columns.id == id && columns.status == .pending,
        [check.word(.status, Execution.Status.running), try check.time(.startedAt, now)]) > 0
    }
  }

  /// Records the end of an attempt together with what it means for the project, in one transaction.
  ///
  /// The end is recorded even where the project's row has gone or makes no sense; `rule` is not asked then.
  ///
  /// - Parameter rule: changes the project and returns the lines for the audit log.
  /// - Returns: the project as stored; nil if `rule` was not asked, because the end had been recorded before
  ///   or the project cannot be read.
  /// - Throws: `StoreError.rowMissing` if there is no such attempt.
  public func finish(
    _ id: Execution.ID, _ ending: ExecutionEnding, at now: Timestamp,
    _ rule: @escaping @Sendable (inout Project) -> [LogEvent]
  ) async throws(StoreError) -> Project? {
    try await store.record { connection in
      guard try ExecutionWriter.isUnderWay(id, in: connection) else { return nil }
      let check = OutgoingCells<Execution>(id: id.number)
      try connection.updateOne(
        Execution.columns.id == id,
        [
          check.word(.status, ending.status), check.prose(.output, ending.output),
          check.prose(.error, ending.error), check.integer(.exitCode, ending.exitCode.map(Int64.init)),
          try check.time(.completedAt, min(now, ending.endedAt ?? now)), check.integer(.underWay, nil),
        ])
      if let startedAt = ending.startedAt {
        // Whoever launched it may have gone before it could write that down.
        let columns = Execution.columns
        try connection.update(
          where: columns.id == id && columns.startedAt.isMissing,
          [try check.time(.startedAt, min(now, startedAt))])
      }
      guard let row = try Self.readableProject(of: id, in: connection) else { return nil }
      var events: [LogEvent] = []
      let project = try ProjectWriter.update(row, at: now, in: connection) { events = rule(&$0) }
      for event in events { try EventWriter.insert(event, in: connection) }
      return project
    }
  }

  private static func readableProject(of id: Execution.ID, in connection: any Connection) throws -> Project? {
    let owner = try connection.integer(
      "SELECT project_id FROM executions WHERE id = ?", [.integer(id.number)])
    guard let owner else { return nil }
    return try connection.projects(.all.filter { $0.id == Project.ID(owner) }).values.first
  }
}
