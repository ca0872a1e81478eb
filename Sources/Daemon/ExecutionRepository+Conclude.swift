public import Deadlines
public import Executor
public import ProjectStore

extension ExecutionRepository {
  /// Records how an attempt ended and what that means for its project, unless somebody has recorded it before.
  ///
  /// - Returns: the project as stored; nil if there was nothing to record or its row cannot be read.
  /// - Throws: `StoreError` if the file cannot be written; the record in the execution's folder stays.
  @discardableResult
  public func conclude(
    _ execution: Execution, _ result: ExecutionResult, at now: Moment, policy: ExecutionPolicy
  ) async throws(StoreError) -> Project? {
    try await finish(execution.id, ExecutionEnding(result), at: now.wall) { project in
      [project.conclude(execution.id, result, at: now, policy: policy)]
    }
  }
}
