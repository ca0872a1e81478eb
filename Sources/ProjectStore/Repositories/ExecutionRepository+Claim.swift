public import Deadlines

/// What a claim needs to know beyond the project: where the attempt runs and where its record lies.
public struct ClaimRequest: Hashable, Sendable {
  /// Name of the execution folder, made and locked by the claimer before the claim.
  public var folder: String
  /// The directory the command runs in.
  public var workingDirectory: String
  /// Device and inode of that directory: under any path it is torn down once at a time.
  public var directory: FileIdentity
  /// Why the attempt is made.
  public var reason: Execution.Reason
  /// Absolute path of the log that it will have.
  public var logPath: String?

  /// Makes a request.
  public init(
    folder: String, workingDirectory: String, directory: FileIdentity, reason: Execution.Reason = .deadline,
    logPath: String? = nil
  ) {
    self.folder = folder
    self.workingDirectory = workingDirectory
    self.directory = directory
    self.reason = reason
    self.logPath = logPath
  }
}

/// A durable claim: the intent is on the disk, and nobody else has or can get one for the same project or
/// directory.
public struct Claim: Hashable, Sendable {
  /// The project as claimed: destroying, in its next generation.
  public var project: Project
  /// The attempt, pending.
  public var execution: Execution
}

extension ExecutionRepository {
  /// Takes a project to destroying and records the attempt, in one transaction.
  ///
  /// - Parameters:
  ///   - rule: asks the guards again, on the row as it is in the file, and changes it; a `Refusal` ends the claim.
  ///   - event: makes the line of the audit log.
  /// - Throws: `ClaimError.store(.replaced)` if the path no longer names the file that was opened,
  ///   `ClaimError.store(.keptInWAL)` if another program keeps it in that mode,
  ///   `ClaimError.underWay` if an attempt of the project or in the directory is, and what `rule` threw.
  public func claim(
    _ id: Project.ID, at now: Timestamp, _ request: ClaimRequest,
    rule: @escaping @Sendable (inout Project) throws(Refusal) -> Void,
    event: @escaping @Sendable (Claim) -> LogEvent?
  ) async throws(ClaimError) -> Claim {
    let outcome = await store.writeDurably { [store] connection in
      try store.checkIdentity()
      guard let row = try connection.project(id) else { throw Refusal.notFound(String(id.number)) }
      var claimed = row
      try rule(&claimed)
      try ExecutionWriter.demandFree(id, request.directory, in: connection)
      let project = try ProjectWriter.update(row, at: now, in: connection) { [claimed] in
        $0 = claimed
        $0.status = .destroying
        // Whatever rule it was: earlier warnings and offers are void from here on.
        if row.status != .destroying, $0.generation == row.generation { $0.generation = row.generation.next }
      }
      let execution = try ExecutionWriter.insert(of: project, request, at: now, in: connection)
      let claim = Claim(project: project, execution: execution)
      try EventWriter.insert(event(claim), in: connection)
      return claim
    }
    switch outcome {
    case .success(let claim): return claim
    case .failure(let error): throw ClaimError(error, path: store.place)
    }
  }
}
