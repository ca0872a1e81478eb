import Deadlines
import Executor
import Logging
import ProjectStore
import Wording

// What happens to a teardown while it is under way: it gets on, falls silent, or is asked to stop.

extension Overseer {
  /// Follows an execution to its end beside everything else, whoever started it.
  ///
  /// - Parameter isOurs: whether this daemon launched it just now.
  func watch(_ running: RunningExecution, _ execution: Execution, isOurs: Bool) {
    followed[execution.id] = execution
    if isOurs { launched.insert(execution.id) }
    jobs.append { [mailbox] in
      if isOurs {
        // Not before: our own commit would hold up the disk for the record that the command waits for.
        try? await running.started()
        mailbox.post(.executionStarted(execution))
      }
      guard let result = try? await running.ending() else { return }
      mailbox.post(.executionEnded(execution, result))
    }
    let (steps, progressed) = AsyncStream<TerraformProgress>.makeStream(bufferingPolicy: .bufferingNewest(1))
    jobs.append { [mailbox] in
      // Nobody reads faster than that, and the last step is always shown.
      for await step in steps {
        mailbox.post(.progressed(execution, step))
        try? await Task.sleep(for: .seconds(1))
      }
    }
    jobs.append { [mailbox] in
      defer { progressed.finish() }
      var progress = TerraformProgress()
      for await report in running.reports() {
        switch report {
        case .output(let lines): if progress.read(lines) { progressed.yield(progress) }
        case .silent(let since): mailbox.post(.teardownSilent(execution, since: since))
        case .heardAgain: mailbox.post(.teardownSilent(execution, since: nil))
        }
      }
    }
  }

  /// Answers a click that began a run, unless the news of the run itself is the answer already.
  func tellWhileWaiting(_ row: Project, _ action: UserAction) {
    guard let known = rows[row.id], known.isBetweenAttempts, known.attempts?.made == 0,
      known.attempts?.stopRequestedAt == nil
    else { return }
    announcer.tell(.changed(known, action))
  }

  /// A teardown got on: what is told of it changes in place.
  func noteProgress(_ execution: Execution, _ progress: TerraformProgress) {
    guard followed[execution.id] != nil, let row = rows[execution.projectID], row.isRunning else { return }
    self.progress[execution.id] = progress
    announcer.tell(.progress(row, done: progress.done, of: progress.total))
  }

  /// A teardown was asked to stop, by whomever: what offers that is told without it.
  func noteAskedToStop(_ row: Project) {
    // Its silence was asked about; whoever asked otherwise has answered that.
    announcer.takeDown(News.runningTag(of: row.id))
    for execution in followed.values where execution.projectID == row.id {
      if let progress = progress[execution.id] { noteProgress(execution, progress) }
    }
  }

  /// A teardown has said nothing for longer than it may: its user is asked, and it takes up no place meanwhile.
  ///
  /// Nobody is asked about one that is to stop: its user has answered, and may be asked by now whether to kill it.
  func noteSilent(_ execution: Execution, since: Timestamp?) async {
    guard followed[execution.id] != nil, let row = rows[execution.projectID], row.isRunning else { return }
    let isToStop = row.isAskedToStop
    if let since {
      if let folder = execution.folder { silent.insert(folder) }
      if !isToStop {
        announcer.tell(.silent(row, since: since))
        await log(.fellSilent(row, since: since, at: clock.now().wall))
      }
    } else {
      if let folder = execution.folder { silent.remove(folder) }
      if !isToStop { announcer.takeDown(News.runningTag(of: row.id)) }
    }
    await tell(.teardownSilent(row.id, since != nil))
  }

  /// Does to the running command what its user asked for, once that is durable: one SIGINT, or the end of it.
  func signal(_ row: Project, _ action: UserAction) {
    for execution in followed.values where execution.projectID == row.id {
      guard let folder = execution.folder else { continue }
      do {
        switch action {
        case .cancel: noteStopped(execution, try execution.home(executor).stop(folder))
        case .kill: noteForeign(execution, "KILL", try execution.home(executor).kill(folder))
        case .extend, .resume, .retry, .destroy: break
        }
      } catch {
        logger.error("the teardown could not be signalled: \(error.words)", metadata: ["folder": "\(folder)"])
      }
    }
  }

  /// Asks what a killed supervisor left running to stop, once its project was given up: “kept” must not be a lie.
  func stopOrphan(of row: Project) async {
    guard row.status == .cancelled, let last = try? await store.executions.last(of: row.id),
      let folder = last.folder, last.lives(executor)
    else { return }
    logger.notice("what is left of its last teardown is asked to stop", metadata: ["folder": "\(folder)"])
    _ = try? last.home(executor).stop(folder)
  }

  private func noteStopped(_ execution: Execution, _ outcome: StopOutcome) {
    switch outcome {
    case .sent, .sentBefore:
      guard askedToStop.insert(execution.id).inserted else { return }
      jobs.append { [mailbox, patienceWithStop] in
        guard (try? await Task.sleep(for: patienceWithStop)) != nil else { return }
        mailbox.post(.stillRunning(execution))
      }
    // It is asked when it has started: see `noteStarted`.
    case .notStarted, .notRunning: break
    case .notPermitted: noteForeign(execution, "INT", outcome)
    }
  }

  private func noteForeign(_ execution: Execution, _ signal: String, _ outcome: StopOutcome) {
    guard case .notPermitted(let group) = outcome else { return }
    logger.error(
      "the teardown runs as another user: stop it with sudo kill -\(signal) -- -\(group)",
      metadata: ["folder": "\(execution.folder ?? "")"])
  }

  /// It was asked to stop a while ago: whether it is to be killed is for its user to say.
  func noteStillRunning(_ execution: Execution) {
    guard followed[execution.id] != nil, let row = rows[execution.projectID], row.isAskedToStop else {
      return
    }
    announcer.tell(.stillRunning(row))
  }

  /// A request to stop that came before its command ran, or before this daemon did, is passed on now.
  func passOnStop(to execution: Execution) {
    guard !askedToStop.contains(execution.id), let row = rows[execution.projectID], row.isAskedToStop else {
      return
    }
    signal(row, .cancel)
  }

  /// Has the desktop show the log of the project's last teardown.
  func showLog(of id: Project.ID) async {
    let last = try? await store.executions.last(of: id)
    guard let last, let path = last.folder.flatMap(last.home(executor).logPath(of:)) else {
      return announcer.tell(.notDone(TeardownLogText.none))
    }
    do {
      try openWithDesktop(path)
    } catch {
      announcer.tell(.notDone(TeardownLogText.notOpened(path, because: error.text)))
    }
  }

  func log(_ event: Deadlines.LogEvent) async {
    do {
      try await store.events.log(event)
    } catch {
      logger.error("\(error.words)")
    }
  }
}

extension Project {
  /// Whether an attempt is under way that was asked to stop.
  var isAskedToStop: Bool { isRunning && attempts?.stopRequestedAt != nil }
}
