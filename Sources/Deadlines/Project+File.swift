// What a project file means for the row of its project. A rescan never moves a deadline: only a timeout that grows, or that
// its user allowed, does.

extension Project {
  /// Makes a project of a file that was found; its clock runs from now on, whether it is allowed or not.
  ///
  /// The id is given by the file that keeps it.
  ///
  /// - Parameter directory: what tells the directory from others.
  public init(
    _ content: FileContent, _ consent: Consent, path: String, directory: String?, at now: Moment,
    policy: Policy
  ) {
    self.init(
      id: ID(0), path: path, name: content.name, timeout: content.timeout, command: content.command,
      source: .file, scheduledAt: now.wall, livesSince: now.wall, createdAt: now.wall, updatedAt: now.wall)
    deadline = lifetime.map { now.wall + $0 }
    file = FileStanding(consent: consent, digest: content.digest, directory: directory)
    adopt(content)
    reconsider(at: now, policy: policy)
  }

  /// Takes note of how its project file is now.
  ///
  /// Nothing changes while its teardown runs: that goes by what was allowed, and the next attempt looks again.
  ///
  /// - Parameter isDecided: whether its user has just decided about these bytes, having seen them.
  public mutating func take(
    _ reading: FileReading, directory: String?, isDecided: Bool = false, at now: Moment, policy: Policy
  ) {
    guard source == .file, !isRunning else { return }
    let before = self
    var standing = file ?? FileStanding(consent: .unasked)
    standing.directory = directory ?? standing.directory
    standing.trouble = nil
    switch reading {
    case .sound(let content, let verdict):
      standing.consent = consent(to: content, verdict, isDecided: isDecided)
      if standing.consent != .differs {
        standing.digest = content.digest
        adopt(content)
        // Without its user's word a look at the file moves no deadline, whoever has changed the row's timeout.
        if standing.consent == .allowed, isDecided {
          adoptTimeout(content.timeout, at: now, policy: policy)
        }
      }
    case .longer(let content, let difference):
      standing.consent = isAllowed && says(content) ? .allowed : .differs
      if standing.consent == .allowed {
        standing.digest = content.digest
        timeout = content.timeout
        if status.awaitsDeadline {
          deadline = deadline.map { postponed($0 + difference, from: $0, at: now, policy: policy) }
        }
      }
    case .bad(let trouble, let isDenied):
      switch standing.consent {
      // It is within reach again, and these bytes are none that anybody allowed.
      case .unsafe, .unseen, .gone: standing.consent = .changed
      case .allowed, .unasked, .changed, .moved, .restored, .denied, .differs: break
      }
      if isDenied { standing.consent = .denied }
      standing.trouble = trouble
    case .unsafe(let trouble):
      standing.consent = .unsafe
      standing.trouble = trouble
    case .gone(let hasDirectory):
      standing.consent = .gone
      standing.trouble = hasDirectory ? nil : "its directory is gone"
    case .unseen(let trouble):
      standing.consent = .unseen
      standing.trouble = trouble
    }
    file = standing
    // What was warned of is another thing now, or was held meanwhile.
    let isNew = !isUnchanged(since: before) || name != before.name || (isAllowed && !before.isAllowed)
    if isNew, generation == before.generation { begin(at: now) }
    reconsider(at: now, policy: policy)
  }

  /// Its directory is at another path now, which nobody has allowed.
  public mutating func move(to path: String, at now: Moment) {
    self.path = path
    file?.consent = .moved
    file?.digest = nil
    begin(at: now)
  }

  /// Holds it where the row or the settings bar it, whatever the time; settles such a hold that is over.
  public mutating func reconsider(at now: Moment, policy: Policy) {
    guard status.awaitsDeadline else { return }
    let circumstances = Circumstances(now: now, policy: policy)
    for condition in Guard.ofRow {
      guard case .bars(let reason, _) = condition.verdict(on: self, in: circumstances) else { continue }
      return hold(for: reason, at: now)
    }
    switch holdReason {
    case .invalid, .untrusted, .protected: break
    case .clock, .interrupted, .overdue, .unwarned, nil: return
    }
    if isInterrupted { return hold(for: .interrupted, at: now) }
    status = .scheduled
    holdReason = nil
  }

  /// Whether the row says what the file says, but for the timeout, with which the user's deadline goes.
  public func says(_ content: FileContent) -> Bool {
    // Text that only looks the same is not the same.
    name == content.name && command.utf8.elementsEqual(content.command.utf8) && tags == content.tags
      && config == content.config && unreadableConfig == nil
  }

  private func consent(to content: FileContent, _ verdict: Consent, isDecided: Bool) -> Consent {
    let isSame = file?.digest == content.digest
    switch verdict {
    case .allowed: return isSame && !isDecided && !says(content) ? .differs : .allowed
    case .unasked:
      guard let file else { return .unasked }
      if file.consent == .moved { return .moved }
      if file.consent == .gone { return .restored }
      guard isSame else { return file.digest == nil ? .unasked : .changed }
      return file.consent == .changed || file.consent == .restored ? file.consent : .unasked
    default: return verdict
    }
  }

  private mutating func adopt(_ content: FileContent) {
    name = content.name
    command = content.command
    tags = content.tags
    config = content.config
    unreadableConfig = nil
    isProtected = content.isProtected
    warningOffsets = content.warningOffsets
    wishes = content.wishes
  }

  /// The deadline moves with a timeout that its user allowed, but no nearer than the notice.
  private mutating func adoptTimeout(_ text: String, at now: Moment, policy: Policy) {
    guard text != timeout, let old = lifetime, let new = try? Duration(text: text) else { return }
    timeout = text
    guard status.awaitsDeadline, let deadline else { return }
    let moved = deadline + (new - old)
    self.deadline =
      new < old
      ? max(moved, min(deadline, now.wall + policy.notice(forTimeout: new)))
      : postponed(moved, from: deadline, at: now, policy: policy)
  }

  /// The later deadline, as far as the settings let it live, extensions included.
  private func postponed(
    _ later: Timestamp, from deadline: Timestamp, at now: Moment, policy: Policy
  ) -> Timestamp {
    guard let limit = policy.maximumLifetime else { return later }
    return max(deadline, min(later, min(livesSince ?? createdAt, now.wall) + limit))
  }
}
