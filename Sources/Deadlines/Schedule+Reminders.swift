extension Schedule {
  /// Puts the project's next reminder down, or finds that it is due.
  mutating func planReminder(of id: Project.ID, at now: Moment) {
    reminders.remove(id)
    remindable.remove(id)
    guard let project = entries[id]?.project, entries[id]?.isReminderInFlight == false,
      let plan = ReminderPlan(for: project), let elapsed = elapsed(of: plan, project, at: now)
    else { return }
    if let again = entries[id]?.remindsAgainAt, now.sinceBoot < again {
      return reminders.set(id, at: Timestamp(again.secondsRoundedUp))
    }
    entries[id]?.remindsAgainAt = nil
    // One from ahead was shown by a clock that was wrong then.
    let reminded = project.remindedOffset.flatMap { $0 > elapsed + .days(1) ? nil : $0 }
    if let current = plan.current(at: elapsed), reminded.map({ $0 < current }) ?? true {
      remindable.insert(id)
    } else {
      let wait = plan.next(after: max(elapsed, reminded ?? elapsed)) - elapsed
      reminders.set(id, at: Timestamp((now.sinceBoot + wait).secondsRoundedUp))
    }
  }

  /// How long ago the project's hold or failure began, by the clock that never jumps.
  ///
  /// The wall clock is asked only where the beginning was not seen, and never to go back behind a reminder that was
  /// shown: a clock that is set must neither repeat reminders nor silence them.
  private mutating func elapsed(of plan: ReminderPlan, _ project: Project, at now: Moment) -> Duration? {
    if plan.isDaily { return project.deadline.map { now.wall - $0 } }
    if let stall = entries[project.id]?.stall, stall.since == project.stalledSince {
      return now.sinceBoot - stall.sinceBoot
    }
    let byWall = project.stalledSince.map { now.wall - $0 } ?? .zero
    let elapsed = max(byWall, project.remindedOffset ?? .zero)
    entries[project.id]?.stall = Memory.Stall(
      since: project.stalledSince, sinceBoot: now.sinceBoot - elapsed)
    return elapsed
  }

  /// Hands out what is due, with what would be due shortly after, as one.
  mutating func remindTogether(at now: Moment) -> [Effect] {
    guard canShow, !remindable.isEmpty else { return [] }
    let soon = Timestamp((now.sinceBoot + Policy.remindersGathered).wholeSeconds)
    let ids = remindable.union(reminders.ids(upTo: soon))
    let due = ids.sorted().compactMap { id -> Reminder? in
      guard let entry = entries[id], entry.unanswered == 0, entry.remindsAgainAt == nil,
        let plan = ReminderPlan(for: entry.project), let elapsed = elapsed(of: plan, entry.project, at: now)
      else { return nil }
      let isDue = remindable.contains(id)
      let offset = isDue ? plan.current(at: elapsed) : plan.next(after: elapsed)
      return offset.map { Reminder(project: entry.project, offset: $0) }
    }
    guard !due.isEmpty else { return [] }
    for reminder in due {
      entries[reminder.project.id]?.isReminderInFlight = true
      reminders.remove(reminder.project.id)
      remindable.remove(reminder.project.id)
    }
    return [.remind(due)]
  }

  mutating func noteReminded(_ shown: [Reminder], at now: Moment) -> [Effect] {
    shown.flatMap { reminder -> [Effect] in
      let id = reminder.project.id
      guard let entry = entries[id] else { return [] }
      entries[id]?.isReminderInFlight = false
      guard entry.project.isStillStalled(as: reminder.project) else {
        // What was shown speaks of an earlier state; the present one has reminders of its own.
        planReminder(of: id, at: now)
        return []
      }
      return ask(.recordReminder(entry.project, reminder.offset), for: id)
    }
  }

  mutating func noteReminderRefused(_ refused: [Reminder], at now: Moment) -> [Effect] {
    for id in refused.map(\.project.id) where entries[id] != nil {
      entries[id]?.isReminderInFlight = false
      entries[id]?.remindsAgainAt = now.sinceBoot + Self.rest
      planReminder(of: id, at: now)
    }
    return []
  }
}

extension Project {
  /// Whether what a reminder said of `seen` still counts: nothing has begun anew that reminders are counted from.
  public func isStillStalled(as seen: Project) -> Bool {
    guard let plan = ReminderPlan(for: self), createdAt == seen.createdAt else { return false }
    return plan.isDaily
      ? deadline == seen.deadline : stalledSince == seen.stalledSince && holdReason == seen.holdReason
  }
}
