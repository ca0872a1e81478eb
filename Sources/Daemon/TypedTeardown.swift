public import Deadlines
public import Executor
public import ProjectStore
import SystemPackage
import Wording

/// Tears a project down at its user's word, typed on the command line, whether a daemon runs or not.
///
/// The claim is made in the file, so a daemon finds it there and follows what it did not start. The end is recorded by
/// whoever is first; where a daemon serves the file that is left to it, because it also tells of it.
public struct TypedTeardown: Sendable {
  private let store: ProjectStore
  private let executor: Executor
  private let policy: Policy
  private let files: FileRegistrar
  private let clock: Clock

  /// Makes what tears down the projects of `store` by these settings; `files` looks whether those of files are allowed.
  public init(
    store: ProjectStore, executor: Executor, policy: Policy, files: FileRegistrar, clock: Clock = .system
  ) {
    self.store = store
    self.executor = executor
    self.policy = policy
    self.files = files
    self.clock = clock
  }

  /// Claims the project, for the first attempt or the next one of its run, and launches its command.
  ///
  /// - Parameters:
  ///   - circumstances: where the next attempt of a run is due; nil for the first, for which the typed name stands for
  ///     warning and notice.
  ///   - onClaim: called when nothing is left in the way but the disk: from there on the claim must not be parted from
  ///     its teardown.
  /// - Throws: `TypedTeardownError`; nothing runs then.
  public func begin(
    _ project: Project, in circumstances: Circumstances? = nil, onClaim: @escaping @Sendable () -> Void = {}
  ) async throws(TypedTeardownError) -> (execution: Execution, running: RunningExecution) {
    if circumstances == nil { try demandClaimable(project) }
    try await demandAlone(project)
    // Whoever types the name begins a run anew, also between attempts.
    let isLast =
      circumstances == nil
      ? project.maximumAttempts(policy.execution) == 1 : project.isLastAttempt(policy.execution)
    let prepared = try await prepare(project, isLast: isLast)
    let (directory, folder) = (prepared.directory, prepared.folder)
    if let other = executor.underWay().first(where: { $0.directory == directory && $0.folder != folder }) {
      prepared.discard()
      throw .busy(folder: other.folder)
    }
    if let error = await error(of: project, in: prepared.project) {
      prepared.discard()
      throw error
    }
    let now = clock.now()
    let request = ClaimRequest(
      project, prepared, by: executor, reason: circumstances == nil ? .destroy : .nextAttempt)
    do {
      let claim = try await store.executions.claim(project.id, at: now.wall, request) {
        [clock] row throws(Refusal) in
        guard row.isUnchanged(since: project) else {
          throw .staleGeneration(offered: project.generation, current: row.generation)
        }
        if let circumstances {
          try row.claim(seen: project, in: circumstances.renewed(at: clock.now()))
        } else {
          try row.claimAtUsersWord(at: clock.now())
        }
        onClaim()
      } event: { claim in
        .claimed(claim.project, claim.execution, at: now)
      }
      return (claim.execution, prepared.launch())
    } catch {
      if error.wroteNothing { prepared.discard() }
      switch error {
      case .refused(let refusal): throw .refused(refusal, about: project)
      case .underWay(_, let owner): throw .underWay(in: owner)
      case .store(let error): throw .store(error)
      }
    }
  }

  /// Records the end of an execution, unless it is on record already, and returns its project as it is then.
  ///
  /// - Throws: `StoreError`; the record stays in the execution's folder, where the next daemon finds it.
  public func conclude(_ execution: Execution, _ result: ExecutionResult) async throws(StoreError) -> Project?
  {
    let now = clock.now()
    let row = try await store.executions.finish(execution.id, ExecutionEnding(result), at: now.wall) {
      [policy = policy.execution] project in
      [project.conclude(execution, result, isLaunchedHere: true, at: now, policy: policy)]
    }
    if let row { return row }
    return try await store.projects.find(execution.projectID)
  }

  /// Why its project file keeps it from being torn down; nil if it does not.
  private func error(of project: Project, in directory: FileIdentity) async -> TypedTeardownError? {
    do throws(StoreError) {
      return try await files.refusal(of: project, in: directory).map {
        .refused(.guardNotMet($0.flaw == nil ? .allowed : .sound), about: $0)
      }
    } catch {
      return .store(error)
    }
  }

  private func prepare(
    _ project: Project, isLast: Bool
  ) async throws(TypedTeardownError) -> PreparedExecution {
    do {
      return try await executor.prepare(project, policy: policy.execution, isLastAttempt: isLast)
    } catch {
      throw .cannotStart(error)
    }
  }

  /// Refuses by the rules what they refuse anyway, before anything is prepared for it.
  private func demandClaimable(_ project: Project) throws(TypedTeardownError) {
    do {
      var row = project
      try row.claimAtUsersWord(at: clock.now())
    } catch {
      throw .refused(error, about: project)
    }
  }

  private func demandAlone(_ project: Project) async throws(TypedTeardownError) {
    let last: Execution?
    do {
      last = try await store.executions.last(of: project.id)
    } catch {
      throw .store(error)
    }
    if let last, last.mayLive(executor, at: clock.now()) { throw .busy(folder: last.folder ?? "") }
  }
}
