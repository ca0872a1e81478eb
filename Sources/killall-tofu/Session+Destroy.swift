import Daemon
import Deadlines
import Executor
import Glibc
import ProjectStore
import Settings
import Wording

extension Session {
  /// Claims a project at its user's word and follows its teardown, with all its attempts, to the end.
  ///
  /// A daemon that serves the file follows it as well, records each end and makes the further attempts; where none does,
  /// that is done here.
  ///
  /// - Returns: how the last attempt ended, and the project as it is then.
  func destroy(_ project: Project) async throws -> (ExecutionResult, Execution, Project) {
    let typed = typedTeardown
    var (execution, running) = try await begin(project, with: typed)
    while true {
      let (result, row) = try await finish(execution, running, of: project, with: typed)
      guard row.isBetweenAttempts, let next = row.attempts?.nextAt else { return (result, execution, row) }
      let when = "the next attempt follows at \(next.clockTime(at: clock.now().wall))"
      // Without a daemon there is nobody else to make it.
      tell(
        "\(Outcome(result).words); \(when)"
          + (isServed
            ? "; Ctrl-C leaves the further attempts to the daemon" : ", if this is not ended before"))
      signal(SIGINT, SIG_DFL)
      guard let following = try await nextAttempt(of: row, after: execution, with: typed) else {
        return (result, execution, try await store.projects.find(project.id) ?? row)
      }
      (execution, running) = following
    }
  }

  private func begin(
    _ project: Project, in circumstances: Circumstances? = nil, with typed: TypedTeardown
  ) async throws(Failure) -> (Execution, RunningExecution) {
    do {
      let (execution, running) = try await typed.begin(project, in: circumstances) {
        // Until here Ctrl-C gives it up; from here on it must not part the claim from its teardown.
        signal(SIGINT, SIG_IGN)
      }
      try? await running.started()
      // Only the time of its start stays open where this fails.
      _ = try? await store.executions.markRunning(execution.id, at: clock.now().wall)
      return (execution, running)
    } catch {
      throw Failure(error, home: places.home)
    }
  }

  /// Follows an attempt to its end, and sees that this is recorded.
  private func finish(
    _ execution: Execution, _ running: RunningExecution, of project: Project, with typed: TypedTeardown
  ) async throws -> (ExecutionResult, Project) {
    try await follow(running, of: project, on: LogPage(since: clock.now().wall, on: .output))
    let result = try await running.ending()
    // A daemon tells of the end as well, where it is the one that records it, and believes no failed attempt that it did
    // not see; one that hangs is not waited for.
    let limit = ContinuousClock.now + .seconds(30)
    while isServed, ContinuousClock.now < limit {
      guard try await store.executions.find(execution.id)?.isUnderWay == true else { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    return (result, try await typed.conclude(execution, result) ?? project)
  }

  /// Waits for the next attempt, made by the daemon, or by us where there is none; nil if there is to be none any more.
  private func nextAttempt(
    of waiting: Project, after last: Execution, with typed: TypedTeardown
  ) async throws -> (Execution, RunningExecution)? {
    while let row = try await store.projects.find(waiting.id) {
      if let newest = try await store.executions.last(of: row.id), newest.id > last.id,
        let running = newest.folder.flatMap({ executor(of: newest).follow($0) })
      {
        return (newest, running)
      }
      guard row.isBetweenAttempts, let next = row.attempts?.nextAt else { return nil }
      let now = clock.now()
      if next <= now.wall, !isServed {
        return try await begin(row, in: circumstances(of: row, isQueued: false, at: now), with: typed)
      }
      try await Task.sleep(for: .milliseconds(500))
    }
    return nil
  }

  /// Whether a daemon serves the file.
  var isServed: Bool { DaemonLock.holder(beside: database) != nil }
}

extension Failure {
  /// Where the project's file or its row is behind it, with what is wrong there.
  fileprivate init(_ error: TypedTeardownError, home: String?) {
    switch error {
    case .refused(.guardNotMet(let unmet), let project):
      self.init(project.words(of: .guardNotMet(unmet), home: home))
    default: self.init(error.words)
    }
  }
}
