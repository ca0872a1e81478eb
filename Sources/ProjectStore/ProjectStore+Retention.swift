public import Deadlines

/// How long the history of projects that are over is kept.
public struct Retention: Hashable, Sendable {
  /// For executions, counted from their end, or from their claim where no end is recorded.
  public var executions: Duration
  /// For lines of the audit log.
  public var events: Duration

  /// Makes a rule from its two spans.
  public init(executions: Duration, events: Duration) {
    self.executions = executions
    self.events = events
  }
}

/// Which history is meant.
public enum HistoryScope: Hashable, Sendable {
  /// What is older than its retention, of every project that is not active.
  case past(Retention)
  /// A project that is not active, with all its history.
  case project(Project.ID)
}

/// How much history there is in a scope, or was.
public struct HistoryCount: Hashable, Sendable {
  /// The number of projects.
  public var projects: Int
  /// The number of executions.
  public var executions: Int
  /// The number of lines of the audit log.
  public var events: Int
  /// Names of the execution folders that no execution outside the scope speaks of; other programs may have written
  /// anything there.
  public var folders: [String]
  /// The time that ages were counted to: before the clock where that leapt ahead of all that is recorded.
  public var countedTo: Timestamp

  /// Whether there is nothing.
  public var isEmpty: Bool { projects == 0 && executions == 0 && events == 0 }
}

/// Why history was not purged; nothing was deleted then.
public enum PurgeError: Error, Hashable, Sendable {
  /// The file failed.
  case store(StoreError)
  /// There is no such project.
  case notFound(Project.ID)
  /// The project is active, so its history is not over.
  case active(Project.ID)
  /// A teardown of the project is under way.
  case underWay(Execution.ID, of: Project.ID)
}

extension ProjectStore {
  /// Counts the history in `scope` as of `now`, and deletes nothing.
  ///
  /// The history of an active project is in no scope: one whose `active` flag is not 0, that is being destroyed, or
  /// that has an execution under way. A time that makes no sense keeps its row for ever.
  ///
  /// Where the clock leapt more than 30 days ahead of everything recorded, ages count to the day before the leap until
  /// records span a day after it: a clock that is wrong for a while must not cost the history.
  public func history(_ scope: HistoryScope, at now: Timestamp) async throws(PurgeError) -> HistoryCount {
    let outcome: Result<HistoryCount, any Error>
    do throws(StoreError) {
      outcome = try await read { connection in
        Result { try HistorySelection(scope, at: now, in: connection).count(in: connection) }
      }
    } catch {
      throw .store(error)
    }
    return try counted(outcome)
  }

  /// Deletes what ``history(_:at:)`` counts, in one transaction.
  ///
  /// - Important: This, and another program's DELETE, are the only ways that history is lost.
  public func purge(_ scope: HistoryScope, at now: Timestamp) async throws(PurgeError) -> HistoryCount {
    try counted(
      await write { [self] connection in
        try checkIdentity()
        let selection = try HistorySelection(scope, at: now, in: connection)
        let count = try selection.count(in: connection)
        try selection.delete(in: connection)
        return count
      })
  }

  private func counted(_ outcome: Result<HistoryCount, any Error>) throws(PurgeError) -> HistoryCount {
    switch outcome {
    case .success(let count): return count
    case .failure(let error as PurgeError): throw error
    case .failure(let error): throw .store(StoreError(error, path: place))
    }
  }
}
