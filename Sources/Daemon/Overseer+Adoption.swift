import Deadlines
import Executor
import Logging
import ProjectStore
import Wording

// Teardowns that this process did not start: those of a daemon before it, of another program, or of a row that is gone.

extension Overseer {
  /// Follows the executions that the file says are under way and that are not followed yet: supervisors need no
  /// daemon to finish.
  func adopt() async throws(StoreError) {
    for execution in try await store.executions.underWay().values where followed[execution.id] == nil {
      followed[execution.id] = execution
      guard let folder = execution.folder, let running = execution.home(executor).follow(folder) else {
        await noteEnded(execution, ExecutionResult(ending: .interrupted, error: "its record cannot be found"))
        continue
      }
      logger.notice("following execution \(execution.id.number), which this daemon did not start")
      watch(running, execution, isOurs: false)
      // One that began while this daemon runs is news: somebody typed its project's name.
      guard isLoaded, let row = rows[execution.projectID] else { continue }
      noteExecuted(execution.id, execution.projectID, isNews: true)
      announcer.tell(.started(row))
    }
  }

  /// Notes in which directories a teardown runs, whatever the file says of it: a row can be deleted, a process not.
  func noteBusyDirectories() {
    for execution in executor.underWay() { keepBusy(with: execution, executor) }
  }

  /// Keeps its directory from other teardowns until its last process has gone.
  private func keepBusy(with execution: ExecutionUnderWay, _ executor: Executor) {
    busy[execution.directory] = execution.folder
    guard let running = executor.follow(execution.folder) else { return }
    jobs.append { [mailbox] in
      // The end of an orphan is that of its last process.
      guard (try? await running.ending()) != nil, (try? await running.groupGone()) != nil else { return }
      mailbox.post(.folderFree(execution.folder))
    }
  }

  /// Its end is known, or its row is gone.
  func unfollow(_ execution: Execution) {
    followed[execution.id] = nil
    progress[execution.id] = nil
    askedToStop.remove(execution.id)
    launched.remove(execution.id)
    guard let folder = execution.folder else { return }
    let home = execution.home(executor)
    guard home.lives(folder) == .lives else { return release(folder) }
    // Its supervisor was killed, but not the command.
    for orphan in home.underWay() where orphan.folder == folder { keepBusy(with: orphan, home) }
  }

  /// The directory of this execution may be torn down again.
  func release(_ folder: String) {
    busy = busy.filter { $0.value != folder }
    silent.remove(folder)
  }

  /// Looks after rows that are being destroyed although no execution of theirs is followed: another program claimed
  /// them, or nobody saw the end.
  func lookAfterStrays(among rows: [Project]) async throws(StoreError) {
    let strays = rows.filter { $0.isRunning && !isFollowed($0.id) }
    guard !strays.isEmpty else { return }
    try await adopt()
    for stray in strays where !isFollowed(stray.id) {
      if await concludeByRecord(stray) { continue }
      let now = clock.now()
      await carryOutAll(
        await write(stray) { row throws(Refusal) in
          guard row.isRunning else { return nil }
          row.interrupt(at: now)
          return .held(row, .interrupted, at: now.wall)
        })
      if self.rows[stray.id]?.holdReason == .interrupted { newlyHeld.insert(stray.id) }
    }
  }

  func isFollowed(_ id: Project.ID) -> Bool {
    followed.values.contains { $0.projectID == id }
  }

  /// Concludes a project whose last attempt has its end on record, but could not be told of it: its row made no sense then.
  private func concludeByRecord(_ stray: Project) async -> Bool {
    guard let last = try? await store.executions.last(of: stray.id), last.completedAt != nil,
      // The claim began the row's present time; an earlier attempt says nothing of this one.
      last.createdAt >= stray.scheduledAt ?? Timestamp(.max), last.attempt == stray.attempts?.made ?? 1,
      let running = last.folder.flatMap(last.home(executor).follow), let result = try? await running.ending()
    else { return false }
    let now = clock.now()
    let policy = schedule.policy.execution
    await carryOutAll(
      await write(stray) { row throws(Refusal) in
        guard row.isRunning else { return nil }
        // Whoever wrote the row may have written that it is running, too.
        row.voidProofs()
        return row.conclude(last, result, isLaunchedHere: false, at: now, policy: policy)
      })
    return self.rows[stray.id]?.isRunning == false
  }
}
