import Deadlines
import Executor
import Logging
import ProjectStore
import Wording

extension Overseer {
  /// Claims the project and starts its teardown; the record comes before the command.
  func claim(_ project: Project, in circumstances: Circumstances) async -> [Effect] {
    if countsFirst(project) { return [] }
    if await livesOn(project) { return delay(project.id, .alone) }
    // Rows may have been put back while their processes run on.
    let running = busy.values.count { !silent.contains($0) }
    guard running < max(1, schedule.policy.maximumConcurrent) else { return delay(project.id, .placeFree) }
    let prepared: PreparedExecution
    do {
      let policy = schedule.policy.execution
      prepared = try await executor.prepare(
        project, policy: policy, isLastAttempt: project.isLastAttempt(policy))
    } catch {
      guard let trouble = error.passingTrouble else { return await giveUp(project, in: circumstances, error) }
      logger.error("\(trouble.words)", metadata: ["project": "\(project.id.number)"])
      noteFailed(.recording, trouble)
      return schedule.handle(.effectFailed(project.id), at: clock.now())
    }
    noteWorked(.recording)
    // Another program may name a directory by a link, beside what the settings protect.
    if (project.attempts?.made ?? 0) == 0, project.isProtectedBehindLinks(under: schedule.policy) {
      prepared.discard()
      return delay(project.id, .unprotected)
    }
    do {
      if let row = try await registrar.refusal(of: project, in: prepared.project) {
        prepared.discard()
        return await answerNotAllowed(project, row)
      }
    } catch {
      prepared.discard()
      return answer(project.id, failed: error)
    }
    let now = clock.now()
    let directory = prepared.directory
    if let folder = busy[directory] {
      prepared.discard()
      logger.notice("not claimed: the execution in \(folder) runs in the same directory")
      return delay(project.id, .alone)
    }
    let request = ClaimRequest(project, prepared, by: executor, reason: project.reasonToClaim)
    do {
      let claim = try await store.executions.claim(project.id, at: now.wall, request) {
        [clock, known = rows[project.id]] row throws(Refusal) in
        try row.demandNoGoingBack(behind: known)
        // By the clocks of this very moment: the machine may have slept while the claim waited for the disk or the lock.
        try row.claim(seen: project, in: circumstances.renewed(at: clock.now()))
      } event: { claim in
        .claimed(claim.project, claim.execution, at: now)
      }
      let running = prepared.launch()
      noteWorked(.writing)
      busy[directory] = running.folder
      announcer.tell(.started(claim.project))
      watch(running, claim.execution, isOurs: true)
      note(claim.project)
      return schedule.handle(.claimWon(claim.project), at: clock.now())
    } catch {
      return await answer(project, notClaimed: error, prepared)
    }
  }

  private func answer(
    _ project: Project, notClaimed error: ClaimError, _ prepared: consuming PreparedExecution
  ) async -> [Effect] {
    if error.wroteNothing { prepared.discard() }
    switch error {
    case .refused(let refusal):
      logger.notice("not claimed: \(refusal.words(about: project))")
      return await answerWithRow(project.id, claimLost: refusal)
    case .underWay(let execution, let owner):
      logger.notice(
        "not claimed: execution \(execution.number) of project \(owner.number) is under way there")
      return delay(project.id, .alone)
    case .store(let error): return answer(project.id, failed: error)
    }
  }

  /// Whether a process of the project's last attempt still lives although its supervisor was killed.
  private func livesOn(_ project: Project) async -> Bool {
    let last = try? await store.executions.last(of: project.id)
    guard let last, last.mayLive(executor, at: clock.now()) else { return false }
    logger.warning(
      "not claimed: a process of the last attempt still lives", metadata: ["project": "\(project.id.number)"])
    return true
  }

  private func delay(_ id: Project.ID, _ unmet: Guard) -> [Effect] {
    schedule.handle(.claimDelayed(id, unmet), at: clock.now())
  }

  /// Records that a teardown cannot even be tried, with the guards asked as for a claim.
  private func giveUp(
    _ project: Project, in circumstances: Circumstances, _ error: ExecutorError
  ) async -> [Effect] {
    let now = clock.now()
    let outcome = Outcome.notStarted(error.words)
    logger.error("\(outcome.words)", metadata: ["project": "\(project.id.number)"])
    let effects = await write(project) { row throws(Refusal) in
      try row.checkClaim(seen: project, in: circumstances)
      row.fail(at: now)
      return .ended(row, outcome, execution: nil, at: now.wall)
    }
    if let row = rows[project.id], row.status == .failed {
      announcer.tell(.ended(row, outcome, lastLine: nil, notes: []))
    }
    return effects
  }

  func noteStarted(_ execution: Execution) async {
    noteExecuted(execution.id, execution.projectID, isNews: true)
    do {
      try await store.executions.markRunning(execution.id, at: clock.now().wall)
    } catch {
      // The teardown runs and its end will be recorded; only the time of its start stays open.
      logger.error("\(error.words)", metadata: ["execution": "\(execution.id.number)"])
    }
    passOnStop(to: execution)
  }

  /// Records the end of a teardown and what it means for the project, then tells.
  func noteEnded(_ execution: Execution, _ result: ExecutionResult) async {
    let now = clock.now()
    let outcome = Outcome(result)
    let ending = ExecutionEnding(result)
    do {
      let row = try await store.executions.finish(execution.id, ending, at: now.wall) {
        [
          known = rows[execution.projectID], policy = schedule.policy.execution,
          isLaunchedHere = launched.contains(execution.id)
        ] project in
        // The end is recorded whatever the row has become, but no warning of another hand with it.
        if project.goesBack(behind: known) { project.voidProofs() }
        return [project.conclude(execution, result, isLaunchedHere: isLaunchedHere, at: now, policy: policy)]
      }
      logger.notice(
        "execution \(execution.id.number) is over: \(outcome.words)",
        metadata: ["folder": "\(execution.folder ?? "")", "ending": "\(result.ending)"])
      unfollow(execution)
      noteWorked(.writing)
      guard let row else { return }
      // While it ran its file was left alone.
      readAgain([row])
      note(row)
      publication.finished(execution.id, row.id, ending.status, ending.exitCode)
      announcer.takeDown(News.runningTag(of: row.id))
      announcer.tell(
        row.isBetweenAttempts
          ? .attemptFailed(row, outcome, lastLine: result.lastLine)
          : .ended(row, outcome, lastLine: result.lastLine, notes: result.notes(on: execution)))
      await tell(.executionEnded(row))
    } catch {
      if case .rowMissing = error { return unfollow(execution) }
      // The record of the execution stays in its folder, so the end is not lost: tried again until it is written.
      logger.error(
        "the end could not be recorded: \(error.words)", metadata: ["execution": "\(execution.id.number)"])
      noteFailed(.writing, error)
      postAfterRest(.executionEnded(execution, result))
    }
  }
}
