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
        try row.note(acceptance, seen: project)
        return .warned(row, at: now.wall)
      }
    case .hold(let project, let reason):
      if reason.isToldByItself { announcer.tell(.held(project, reason)) }
      logger.notice("held: \(reason.words)", metadata: ["project": "\(project.id.number)"])
      return await write(project) { row throws(Refusal) in
        try row.hold(reason, seen: project)
        return .held(row, reason, at: now.wall)
      }
    case .settle(let project):
      return await write(project) { row throws(Refusal) in
        try row.settle(seen: project)
        return .settled(row, project.holdReason, at: now.wall)
      }
    case .renew(let project, let known):
      return await write(project) { row throws(Refusal) in
        row.renew(after: known, at: now)
        return .renewed(row, at: now.wall)
      }
    case .warn(let warning):
      announcer.warn(warning)
      return []
    case .withdraw(let id):
      announcer.withdraw(id)
      return []
    case .claim(let project, let circumstances):
      return await claim(project, in: circumstances)
    }
  }

  /// Changes a row by a rule and answers the schedule, whatever came of it.
  func write(
    _ project: Project, _ rule: @escaping @Sendable (inout Project) throws(Refusal) -> Deadlines.LogEvent?
  ) async -> [Effect] {
    do {
      return answer(try await store.projects.update(project.id, at: clock.now().wall, rule))
    } catch {
      switch error {
      case .refused: return await answerWithRow(project.id)
      case .store(let error): return answer(project.id, failed: error)
      }
    }
  }

  /// Answers with the row as it is: what was to be done is void, because somebody else was faster.
  func answerWithRow(_ id: Project.ID) async -> [Effect] {
    do {
      guard let row = try await store.projects.find(id) else { return forget(id) }
      // Not by this row: the look at the whole file tells what it means.
      if goesBack(row) {
        mailbox.post(.storeChanged(.changed))
        return schedule.handle(.effectFailed(id), at: clock.now())
      }
      // A claim that was committed although it looked otherwise has an execution that nobody follows.
      if row.status == .destroying, !isFollowed(id) { mailbox.post(.storeChanged(.changed)) }
      return answer(row)
    } catch {
      return answer(id, failed: error)
    }
  }

  func answer(_ id: Project.ID, failed error: StoreError) -> [Effect] {
    logger.error("\(error.words)", metadata: ["project": "\(id.number)"])
    return schedule.handle(.effectFailed(id), at: clock.now())
  }

  func answer(_ row: Project) -> [Effect] {
    note(row)
    return schedule.handle(.effectDone(row), at: clock.now())
  }

  func forget(_ id: Project.ID) -> [Effect] {
    rows[id] = nil
    publication.remove(id)
    return schedule.handle(.projectRemoved(id), at: clock.now())
  }

  /// Remembers a row and publishes it.
  func note(_ row: Project) {
    let old = rows[row.id]
    guard old != row else { return }
    rows[row.id] = row
    if let reason = old?.holdReason, reason.isToldByItself, row.holdReason != reason {
      announcer.withdraw(row.id)
    }
    publication.publish(row)
  }

  /// Whether the audit log already says where the project came from; an unreadable log is left alone.
  private func isLogged(_ id: Project.ID) async -> Bool {
    let events = try? await store.events.of(id)
    return events?.values.contains { $0.kind == .created } ?? true
  }
}

extension HoldReason {
  /// Whether a notification of its own tells of the hold; the others are told by the warning that goes with them.
  fileprivate var isToldByItself: Bool {
    self != .unwarned && self != .overdue
  }
}
