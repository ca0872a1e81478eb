import Deadlines
import Logging
import ProjectStore
import Wording

extension Overseer {
  /// Carries out one effect; what the schedule decides on hearing of it is returned.
  func carryOut(_ effect: Effect) async -> [Effect] {
    let now = clock.now()
    switch effect {
    case .firstSight(let project):
      let isKnown = await isLogged(project.id)
      return await write(project) { row throws(Refusal) in
        try row.noteFirstSight(of: project, at: now)
        return isKnown ? nil : .foundRow(row, at: now.wall)
      }
    case .recordAcceptance(let project, let acceptance):
      if let deadline = project.deadline { publication.warned(project.id, deadline) }
      return await write(project) { row throws(Refusal) in
        let before = row.acceptance
        try row.note(acceptance, seen: project)
        // Shown once more, it is the same warning.
        return row.acceptance == before ? nil : .warned(row, at: now.wall)
      }
    case .hold(let project, let reason, let silence):
      return await hold(project, reason, silence, at: now)
    case .settle(let project):
      return await write(project) { row throws(Refusal) in
        try row.settle(seen: project)
        return .settled(row, project.holdReason, at: now.wall)
      }
    case .voidWarning(let project):
      return await write(project) { row throws(Refusal) in
        try row.voidWarning(seen: project)
        return nil
      }
    case .renew(let project, let known):
      return await write(project) { row throws(Refusal) in
        try row.renew(after: known, at: now)
        return .renewed(row, at: now.wall)
      }
    case .delay(let project, let unmet, let until):
      await log(unmet, of: project, until: until, at: now.wall)
      return []
    case .warn(let warning):
      announcer.warn([warning])
      return []
    case .warnTogether(let warnings):
      announcer.warn(warnings)
      return []
    case .remind(let reminders):
      // Something may have been decided while effects before this one waited for the disk.
      let isTrue = { [rows] (told: Reminder) in
        rows[told.project.id]?.isStillStalled(as: told.project) == true
      }
      let (still, void) = (reminders.filter(isTrue), reminders.filter { !isTrue($0) })
      if !still.isEmpty {
        announcer.remind(still)
        countAgain(still.map(\.project))
      }
      return void.isEmpty ? [] : schedule.handle(.reminded(void), at: now)
    case .recordReminder(let project, let offset):
      return await write(project) { row throws(Refusal) in
        try row.noteReminder(offset, seen: project)
        return nil
      }
    case .withdraw(let id):
      announcer.withdraw(id)
      return []
    case .endAttempts(let project):
      let circumstances = schedule.circumstances(of: project.id, at: now)
      return await write(project) { row throws(Refusal) in
        try row.endAttempts(seen: project, in: circumstances)
        return .attemptsEnded(row, at: now.wall)
      }
    case .claim(let project, _):
      // Not as they were when it was decided: other effects came between, and the clock may have been set.
      return await claim(project, in: schedule.circumstances(of: project.id, at: now))
    case .rememberClocks(let clocks):
      await remember(clocks)
      return []
    case .clockDoubted(let doubt):
      logger.error("nothing is destroyed: the system clock is wrong: \(doubt.words(at: now.wall))")
      announcer.tell(.clockDoubted(doubt))
      return []
    case .clockBelieved:
      logger.notice("the system clock can be believed again")
      announcer.tell(.clockBelieved)
      await believe(now)
      return []
    case .announceSleep(let projects):
      announcer.tell(.sleep(projects))
      return []
    }
  }

  private func hold(
    _ project: Project, _ reason: HoldReason, _ silence: Silence?, at now: Moment
  ) async -> [Effect] {
    logger.notice(
      "held: \(reason.words(because: silence))", metadata: ["project": "\(project.id.number)"])
    let effects = await write(project) { row throws(Refusal) in
      try row.hold(reason, because: silence, seen: project, at: now)
      return .held(row, reason, at: now.wall)
    }
    if let row = rows[project.id], row.holdReason == reason { noteHold(of: row, before: project) }
    return effects
  }

  /// Tells of the holds that one input brought, together: a whole file of them is one piece of news.
  ///
  /// Project files come by the dozen, as when a tree is unpacked, so those are waited for a moment.
  func tellOfHolds(gathered: Bool = false) {
    if gathered { isGathering = false }
    if !isGathering, !gathered, newlyHeld.contains(where: { rows[$0]?.source == .file }) {
      isGathering = true
      jobs.append { [mailbox] in
        try? await Task.sleep(for: .milliseconds(700))
        mailbox.post(.holdsGathered)
      }
    }
    let told = newlyHeld.filter { !isGathering || rows[$0]?.source != .file }
    let held = told.sorted().compactMap { rows[$0] }
    let news = held.filter { $0.holdReason?.isToldByItself ?? false }.map(\.heldNews)
    newlyHeld.subtract(told)
    if !news.isEmpty { announcer.tell(news) }
  }

  /// Logs that a guard keeps a project waiting, unless a daemon before this one logged it.
  private func log(_ unmet: Guard, of project: Project, until: Timestamp?, at now: Timestamp) async {
    do {
      let lines = try await store.events.of(project.id).values
      if lines.contains(where: { $0.delay(of: project)?.unmet == unmet }) { return }
      try await store.events.log(.delayed(project, by: unmet, until: until, at: now))
    } catch {
      logger.error("\(error.words)")
    }
  }

  /// Changes a row by a rule and answers the schedule, whatever came of it.
  func write(
    _ project: Project, _ rule: @escaping @Sendable (inout Project) throws(Refusal) -> Deadlines.LogEvent?
  ) async -> [Effect] {
    do {
      let row = try await store.projects.update(project.id, at: clock.now().wall) {
        [known = rows[project.id]] row throws(Refusal) in
        try row.demandNoGoingBack(behind: known)
        return try rule(&row)
      }
      noteWorked(.writing)
      return answer(row)
    } catch {
      switch error {
      case .refused: return await answerWithRow(project.id)
      case .store(let error): return answer(project.id, failed: error)
      }
    }
  }

  /// Answers with the row as it is: what was to be done is void, because somebody else was faster.
  func answerWithRow(_ id: Project.ID, claimLost refusal: Refusal? = nil) async -> [Effect] {
    do {
      guard let row = try await store.projects.find(id) else { return forget(id) }
      // Not by this row: the look at the whole file tells what it means.
      if goesBack(row) {
        mailbox.post(.storeChanged(.changed))
        return schedule.handle(.effectFailed(id), at: clock.now())
      }
      // A claim that was committed although it looked otherwise has an execution that nobody follows.
      if row.isRunning, !isFollowed(id) { mailbox.post(.storeChanged(.changed)) }
      guard let refusal else { return answer(row) }
      noteWritten(row)
      return schedule.handle(.claimLost(row, refusal), at: clock.now())
    } catch {
      return answer(id, failed: error)
    }
  }

  func answer(_ id: Project.ID, failed error: StoreError) -> [Effect] {
    logger.error("\(error.words)", metadata: ["project": "\(id.number)"])
    noteFailed(.writing, error)
    return schedule.handle(.effectFailed(id), at: clock.now())
  }

  func answer(_ row: Project) -> [Effect] {
    noteWritten(row)
    return schedule.handle(.effectDone(row), at: clock.now())
  }

  func forget(_ id: Project.ID) -> [Effect] {
    let old = rows.removeValue(forKey: id)
    noteWatched(nil, before: old)
    isStatusOld = true
    counted[id] = nil
    lastExecutions[id] = nil
    if let old { withdrawNews(of: old, now: nil) }
    publication.remove(id)
    if askedAbout.remove(id) != nil { announcer.voidQuestion(id) }
    return schedule.handle(.projectRemoved(id), at: clock.now())
  }

  /// Remembers a row that was just written or found; what other hands did to it before is in it, and no look at the whole
  /// file will find that any more.
  func noteWritten(_ row: Project) {
    if isLoaded, row.doesOther(than: rows[row.id]) { readAgain([row]) }
    note(row)
  }

  /// Remembers a row and publishes it.
  func note(_ row: Project) {
    let old = rows[row.id]
    guard old != row else { return }
    rows[row.id] = row
    isStatusOld = true
    noteWatched(row, before: old)
    if let old { withdrawNews(of: old, now: row) }
    if let old, !old.isAskedToStop, row.isAskedToStop { noteAskedToStop(row) }
    publication.publish(row, lastExecutions[row.id])
    if askedAbout.contains(row.id) { announcer.reviewQuestion(row) }
  }

  /// Takes off the screen what told of the project as it was and is not true any more; `row` is nil where it is gone.
  private func withdrawNews(of old: Project, now row: Project?) {
    let isHeldOtherwise = row?.holdReason != old.holdReason
    if let reason = old.holdReason, reason.isToldByItself, isHeldOtherwise { announcer.withdraw(old.id) }
    // What told of the failure offers what is refused now.
    if old.hasGoneWrong, row?.hasGoneWrong != true { announcer.withdrawFailure(old.id) }
    if old.isStillStalled(as: old), isHeldOtherwise || row?.isStillStalled(as: old) != true {
      announcer.withdrawReminder(old.id)
    }
  }

  /// Whether the audit log already says where the project came from; an unreadable log is left alone.
  private func isLogged(_ id: Project.ID) async -> Bool {
    let events = try? await store.events.of(id)
    return events?.values.contains { $0.kind == .created } ?? true
  }
}

extension Project {
  /// Whether its last teardown ended otherwise than well, and that is told until somebody decides.
  fileprivate var hasGoneWrong: Bool { status == .failed || holdReason == .interrupted }
}
