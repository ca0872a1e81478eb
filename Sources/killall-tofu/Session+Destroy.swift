import Daemon
import Deadlines
import Executor
import Glibc
import ProjectStore
import Settings
import Wording

extension Session {
  /// Claims a project at its user's word, runs its teardown and follows it to its end.
  ///
  /// The claim is made in the file, with or without a daemon; one that runs follows the teardown as well, and whoever
  /// sees its end first records it.
  ///
  /// - Returns: how it ended, and the project's row as it is then; nil where nobody could see.
  func destroy(_ project: Project) async throws -> (ExecutionResult, Project)? {
    let policy = settings.policy.execution
    let executor = executor
    // Without a daemon nobody would make a further attempt.
    let isLast = (try? await daemon()) == nil || project.maximumAttempts(policy) == 1
    let last = try await store.executions.last(of: project.id)
    if let folder = last?.folder, executor.lives(folder) {
      throw Failure("a process of the last teardown of \(project.shownName.quoted) still lives; end it first")
    }
    let prepared = try await prepare(project, isLastAttempt: isLast)
    let directory = FileIdentity(device: prepared.directoryDevice, inode: prepared.directoryInode)
    let others = executor.underWay().filter { $0.folder != prepared.folder }
    guard
      !others.contains(where: {
        $0.directoryDevice == directory.device && $0.directoryInode == directory.inode
      })
    else {
      prepared.discard()
      throw Failure("another teardown runs in the directory of \(project.shownName.quoted); wait for its end")
    }
    let now = clock.now()
    let request = ClaimRequest(
      folder: prepared.folder, workingDirectory: project.path, directory: directory, reason: .destroy,
      logPath: executor.logPath(of: prepared.folder))
    // From here on Ctrl-C must not part the claim from its teardown.
    signal(SIGINT, SIG_IGN)
    let claim: Claim
    do throws(ClaimError) {
      claim = try await store.executions.claim(project.id, at: now.wall, request) {
        [clock] row throws(Refusal) in
        // What was shown, and typed for, is what is destroyed.
        guard row.isUnchanged(since: project) else {
          throw Refusal.staleGeneration(offered: project.generation, current: row.generation)
        }
        try row.claimAtUsersWord(at: clock.now())
      } event: { claim in
        .claimed(claim.project, claim.execution, at: now)
      }
    } catch {
      throw Failure(notClaimed: error, project, prepared)
    }
    let running = prepared.launch()
    try? await running.started()
    _ = try? await store.executions.markRunning(claim.execution.id, at: clock.now().wall)
    guard var result = try await follow(running, of: claim.project, on: LogPage(since: now.wall, on: .output))
    else {
      return nil
    }
    if isLast { result.isWorthRetrying = false }
    try await store.executions.conclude(claim.execution, result, at: clock.now(), policy: policy)
    return (result, try await store.projects.find(project.id) ?? claim.project)
  }

  private func prepare(_ project: Project, isLastAttempt: Bool) async throws(Failure) -> PreparedExecution {
    do {
      return try await executor.prepare(
        project, policy: settings.policy.execution, isLastAttempt: isLastAttempt)
    } catch {
      throw Failure("\(project.shownName.quoted) is not destroyed: \(error.words)")
    }
  }
}

extension Failure {
  fileprivate init(notClaimed error: ClaimError, _ project: Project, _ prepared: consuming PreparedExecution)
  {
    switch error {
    case .refused(let refusal):
      prepared.discard()
      self.init(refusal, about: project)
    case .underWay(let execution, let owner):
      prepared.discard()
      self.init(
        "execution \(execution.number) of project \(owner.number) is under way there; wait for its end")
    case .store(let error):
      // Whether it was committed is not known: the folder stays and proves that nothing was started.
      if case .keptInWAL = error { prepared.discard() }
      self.init(error)
    }
  }
}
