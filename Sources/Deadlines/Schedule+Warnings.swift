extension Schedule {
  /// Whether anybody would see what is shown now.
  var canShow: Bool { isServerThere && !isPaused && policy.notificationsEnabled }

  /// Why nobody can be warned; nil while a warning may yet be accepted.
  func silence(about entry: Entry) -> Silence? {
    if !policy.notificationsEnabled { return .disabled }
    if !isServerThere { return .noServer }
    if isPaused { return .paused }
    return entry.warnsAgainAt == nil ? nil : .refused
  }

  /// Shows the latest warning whose time has come, unless it has been shown, and looks again at the next.
  ///
  /// - Parameter until: when it may be destroyed, as far as is known.
  /// - Returns: whether none is owed now.
  mutating func isNothingOwed(_ entry: Entry, due until: Timestamp, at now: Moment) -> Bool {
    let project = entry.project
    // It is not destroyed at its deadline; its user is asked then.
    if project.awaitsUser { return true }
    guard let deadline = project.deadline, let plan = plan(for: project) else { return true }
    if let next = plan.next(after: now.wall, deadline: deadline) { agenda.set(project.id, at: next) }
    guard let offset = plan.current(at: now.wall, deadline: deadline) else { return true }
    if let acceptance = project.validAcceptance(at: now), acceptance.covers(offset, at: now) {
      return !showLost(entry, at: now)
    }
    show(warning(of: project, offset, due: until, at: now), entry, at: now)
    return false
  }

  /// Shows what a held project still lacks: the warning that nobody accepted, or the fresh one of an overdue one.
  mutating func warnWhileHeld(_ entry: Entry, _ reason: HoldReason, at now: Moment) {
    let project = entry.project
    guard let timeout = project.lifetime else { return }
    if project.validAcceptance(at: now) != nil, !entry.isOutdated(at: now) {
      return _ = showLost(entry, at: now)
    }
    switch reason {
    case .unwarned:
      let due = max(
        now.wall + policy.notice(forTimeout: timeout),
        circumstances(of: project.id, at: now).settles ?? now.wall)
      show(Warning(project: project, kind: .deadline, offset: .zero, due: due), entry, at: now)
    case .overdue:
      let isAbandoned = project.isLeftToItsUser(at: now)
      let due = isAbandoned ? nil : now.wall + Policy.overdueGrace
      let kind: Warning.Kind = isAbandoned ? .abandoned : .overdue
      show(Warning(project: project, kind: kind, offset: .zero, due: due), entry, at: now)
    case .invalid, .untrusted, .protected, .clock, .interrupted: break
    }
  }

  /// Shows once more what was lost with its server; false if nothing was.
  private mutating func showLost(_ entry: Entry, at now: Moment) -> Bool {
    guard let lost = entry.lost else { return false }
    show(lost, entry, at: now)
    return true
  }

  private mutating func show(_ warning: Warning, _ entry: Entry, at now: Moment) {
    guard canShow, entry.warningInFlight == nil else { return }
    if let again = entry.warnsAgainAt, now.awake < again {
      let time = now.wall(whenAwake: again)
      agenda.set(warning.project.id, at: min(time, agenda.time(of: warning.project.id) ?? time))
      return
    }
    gather(warning, at: now)
  }

  private mutating func gather(_ warning: Warning, at now: Moment) {
    // Whatever becomes of the server concerns it now.
    restless.insert(warning.project.id)
    entries[warning.project.id]?.warningInFlight = warning
    gathered[warning.project.id] = warning
    gatheredSince = gatheredSince ?? now.awake
  }

  /// How long effects that are outstanding are waited for before what is gathered is shown.
  static let gathering: Duration = .seconds(2)

  /// Hands the gathered warnings out: up to three apart, more as summaries.
  ///
  /// While effects are outstanding more may come; they are waited for, but not for long.
  mutating func showGathered(at now: Moment) -> [Effect] {
    guard let since = gatheredSince, outstanding == 0 || now.awake - since >= Self.gathering else {
      return []
    }
    let soon = comingSoon(at: now)
    if gathered.count + soon.count > Policy.warningsShownApart {
      for warning in soon { gather(warning, at: now) }
    }
    let warnings = gathered.values.sorted { ($0.order, $0.project.id) < ($1.order, $1.project.id) }
    gathered = [:]
    gatheredSince = nil
    guard warnings.count > Policy.warningsShownApart else { return warnings.map { .warn($0) } }
    return stride(from: 0, to: warnings.count, by: Policy.namedTogether).map { start in
      let named = warnings[start..<min(start + Policy.namedTogether, warnings.count)]
      return named.count == 1 ? .warn(named[start]) : .warnTogether(Array(named))
    }
  }
}

extension Schedule {
  /// Warnings whose time comes within a moment, a minute for those that come long before: with what is due now they
  /// would be many notifications, so they are named in one.
  private func comingSoon(at now: Moment) -> [Warning] {
    let ids = agenda.ids(upTo: now.wall + Policy.warningsGathered)
    return ids.compactMap { id -> Warning? in
      guard let entry = entries[id], entry.unanswered == 0, entry.warningInFlight == nil,
        entry.warnsAgainAt == nil,
        !entry.project.awaitsUser,
        case .waiting(.deadlineReached, let deadline) = standing(of: entry, at: now),
        let time = plan(for: entry.project)?.next(after: now.wall, deadline: deadline)
      else { return nil }
      let offset = deadline - time
      guard time - now.wall <= min(Policy.warningsGathered, offset / 10) else { return nil }
      return warning(of: entry.project, offset, due: deadline, at: now)
    }
  }

  /// Whether the latest warning whose time has come is being held back, although an earlier one was given.
  func withholdsWarning(of project: Project, at now: Moment) -> Bool {
    isPaused && lacksLatestWarning(project, at: now)
  }

  /// Whether it was warned of, but not by the latest warning whose time has come.
  func lacksLatestWarning(_ project: Project, at now: Moment) -> Bool {
    guard project.status.awaitsDeadline, policy.notificationsEnabled, let deadline = project.deadline,
      let acceptance = project.validAcceptance(at: now),
      let offset = plan(for: project)?.current(at: now.wall, deadline: deadline)
    else { return false }
    return !acceptance.covers(offset, at: now)
  }

  /// When the project's user is warned; nil where there is no deadline to warn of.
  private func plan(for project: Project) -> WarningPlan? {
    guard let deadline = project.deadline, let start = project.scheduledAt, let timeout = project.lifetime
    else { return nil }
    return WarningPlan(
      start: start, deadline: deadline, timeout: timeout, own: project.warningOffsets, policy: policy)
  }

  /// A warning before the deadline; the first that is accepted begins the notice, so nothing is due before that is over.
  private func warning(
    of project: Project, _ offset: Duration, due until: Timestamp, at now: Moment
  ) -> Warning {
    let isFirst = project.validAcceptance(at: now) == nil
    let noticeEnd = now.wall + policy.notice(forTimeout: project.lifetime ?? .zero)
    return Warning(
      project: project, kind: .deadline, offset: offset,
      due: max(until, isFirst ? noticeEnd : until, circumstances(of: project.id, at: now).settles ?? now.wall)
    )
  }

  private func standing(of entry: Entry, at now: Moment) -> Standing {
    entry.project.standing(in: circumstances(of: entry.project.id, at: now))
  }
}

extension Schedule.Entry {
  /// Whether what stands on the screen says that it runs after the grace, and that is no longer so.
  fileprivate func isOutdated(at now: Moment) -> Bool {
    self.onScreen?.kind == .overdue && project.isAbandoned(at: now)
  }
}

extension Warning {
  /// What comes first in a summary.
  fileprivate var order: Timestamp { due ?? Timestamp(.max) }
}
