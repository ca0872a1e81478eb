// What users and the schedule may do to a project. Each rule works on the row as it is in the file at that moment,
// inside the transaction that writes it back, so of two that race exactly one wins.

extension Project {
  /// Moves the deadline to the later of now and itself, plus `duration`.
  ///
  /// Settles a hold as overdue or unwarned, and schedules anew what failed, or waits for its next attempt; other holds
  /// stay.
  ///
  /// - Throws: `Refusal.staleGeneration` if `offered` is no longer current, `.notExtendable` where there is no deadline
  ///   to move or the state forbids it, `.limitExceeded` for less than a second or more than 30 days,
  ///   `.lifetimeExceeded` past the longest life that the settings allow.
  public mutating func extend(
    by duration: Duration, offered: Generation? = nil, at now: Moment, policy: Policy
  ) throws(Refusal) {
    try check(offered)
    guard duration >= .seconds(1), duration <= Policy.longestExtension else {
      throw .limitExceeded(limit: Policy.longestExtension)
    }
    guard let deadline, allowsExtending, holdReason != .clock else {
      throw .notExtendable(status, holdReason)
    }
    let extended = max(now.wall, deadline) + duration
    // A life that began at a time still to come was written by a clock that was wrong then.
    let born = min(livesSince ?? createdAt, now.wall)
    if let limit = policy.maximumLifetime, extended - born > limit {
      throw .lifetimeExceeded(limit: limit, latest: born + limit)
    }
    self.deadline = extended
    if status == .failed || status == .destroying || holdReason == .overdue || holdReason == .unwarned {
      status = .scheduled
      holdReason = nil
      awaitsUser = false
    }
    begin(at: now)
  }

  /// Gives the teardown up; nothing happens until Resume.
  ///
  /// One that is under way is asked to stop, by whoever calls this, once the row is durable; no attempt follows it.
  ///
  /// - Throws: `Refusal.staleGeneration`, `.stopping` if it was asked before, or `.wrongState` if it is already over.
  public mutating func cancel(offered: Generation? = nil, at now: Moment) throws(Refusal) {
    try check(offered)
    switch status {
    case .scheduled, .held, .failed: break
    case .destroying where isBetweenAttempts: break
    case .destroying:
      if let since = attempts?.stopRequestedAt { throw .stopping(since: since) }
      // A row that does not tell of its run proves no warning, and is not made to by this.
      attempts = attempts ?? Attempts(made: 1, generation: generation, bootID: "")
      attempts?.stopRequestedAt = now.wall
      return
    case .destroyed, .cancelled: throw .wrongState(status, action: "cancel")
    }
    status = .cancelled
    holdReason = nil
    awaitsUser = false
    begin(at: now)
  }

  /// Schedules a project again that was cancelled, destroyed, failed, or held for the user; lets one run that awaits
  /// the user.
  ///
  /// A deadline further off than the notice is kept; else it is now plus the timeout.
  ///
  /// - Throws: `Refusal.staleGeneration`, `.wrongState` where there is nothing to resume, or `.lifetimeExceeded` if its
  ///   timeout is longer than the settings let a project live.
  public mutating func resume(
    offered: Generation? = nil, at now: Moment, policy: Policy
  ) throws(Refusal) {
    try check(offered)
    switch (status, holdReason) {
    case (.cancelled, _), (.destroyed, _), (.failed, _): break
    case (.held, .interrupted), (.held, .overdue), (.held, .clock): break
    // What bars it once more is found by looking; this settles what only its user can.
    case (.held, _) where isInterrupted: break
    case (.scheduled, _) where awaitsUser: break
    default: throw .wrongState(status, action: "resume")
    }
    if let lifetime, let limit = policy.maximumLifetime, lifetime > limit {
      throw .lifetimeExceeded(limit: limit, latest: now.wall + limit)
    }
    status = .scheduled
    holdReason = nil
    awaitsUser = false
    livesSince = now.wall
    reschedule(at: now, policy: policy)
  }

  /// Keeps a deadline that is further off than the notice, else sets now plus the timeout; begins a generation.
  public mutating func reschedule(at now: Moment, policy: Policy) {
    if let lifetime {
      let isNear = deadline.map { $0 - now.wall <= policy.notice(forTimeout: lifetime) } ?? true
      if isNear { deadline = now.wall + lifetime }
    }
    begin(at: now)
  }

  /// Notes that this generation has been seen, and sets the deadline of a row that came without one.
  ///
  /// - Throws: `Refusal.staleGeneration` if the row has changed since.
  public mutating func noteFirstSight(of seen: Project, at now: Moment) throws(Refusal) {
    try check(seen)
    scheduledAt = scheduledAt ?? now.wall
    livesSince = livesSince ?? now.wall
    if deadline == nil, let lifetime { deadline = now.wall + lifetime }
  }

  /// Notes an accepted warning; the first of a generation and boot counts for the notice.
  ///
  /// - Throws: `Refusal.staleGeneration` if the row has changed since the warning was made for it as `seen`.
  public mutating func note(_ acceptance: Acceptance, seen: Project) throws(Refusal) {
    try check(seen)
    if let earlier = self.acceptance, earlier.generation == acceptance.generation,
      earlier.bootID == acceptance.bootID
    {
      // What was accepted at a time that is still to come was shown by a clock that was wrong then.
      let isFromAhead = earlier.wall > acceptance.wall
      self.acceptance?.offset = isFromAhead ? acceptance.offset : min(earlier.offset, acceptance.offset)
      self.acceptance?.wall = min(earlier.wall, acceptance.wall)
    } else {
      self.acceptance = acceptance
    }
  }

  /// Holds the project; a hold as overdue, or for the clock, voids earlier warnings, because a fresh one is owed.
  ///
  /// - Parameter silence: why nobody could be warned, where that is the reason.
  /// - Throws: `Refusal.staleGeneration`, or `.wrongState` if it is no longer scheduled or held.
  public mutating func hold(
    _ reason: HoldReason, because silence: Silence? = nil, seen: Project, at now: Moment
  ) throws(Refusal) {
    try check(seen)
    guard status.awaitsDeadline else { throw .wrongState(status, action: "hold") }
    hold(for: reason, at: now)
    self.silence = silence
    // It may have been warned of before the pause, but not since.
    if reason == .unwarned, silence == .paused { acceptance = nil }
  }

  /// Has its user warned afresh before anything is done: the notice is counted from then.
  ///
  /// - Throws: `Refusal.staleGeneration` if the row has changed since.
  public mutating func voidWarning(seen: Project) throws(Refusal) {
    try check(seen)
    acceptance = nil
  }

  /// Notes that its user was reminded of it.
  ///
  /// - Throws: `Refusal.staleGeneration`, or `.wrongState` if it is neither held nor failed any more.
  public mutating func noteReminder(_ offset: Duration, seen: Project) throws(Refusal) {
    try check(seen)
    guard status.isStalled else { throw .wrongState(status, action: "remind") }
    remindedOffset = offset
  }

  /// Schedules a held project whose reason is gone.
  ///
  /// Its warnings stay valid, but for those of an overdue one: they spoke of another time, or of none at all.
  ///
  /// - Throws: `Refusal.staleGeneration`, or `.wrongState` if it is not held.
  public mutating func settle(seen: Project) throws(Refusal) {
    try check(seen)
    guard status == .held else { throw .wrongState(status, action: "settle") }
    if holdReason == .overdue { acceptance = nil }
    status = .scheduled
    holdReason = nil
  }

  /// Refuses the claim unless every guard holds for the row as it is now.
  ///
  /// - Throws: `Refusal.staleGeneration` or `.guardNotMet`.
  public func checkClaim(seen: Project, in circumstances: Circumstances) throws(Refusal) {
    try check(seen)
    guard attempts == seen.attempts else { throw .guardNotMet(.scheduled) }
    switch standing(in: circumstances) {
    case .due: return
    case .waiting(let unmet, _): throw .guardNotMet(unmet)
    case .barred(let reason, _): throw .guardNotMet(reason.barringGuard)
    case .unseen, .atRest, .lapsed: throw .guardNotMet(.scheduled)
    }
  }

  /// Begins a generation after `known` for a row that changed without growing its own, or went back to an older one.
  ///
  /// - Throws: `Refusal.wrongState` if no deadline decides about it any more.
  public mutating func renew(after known: Generation, at now: Moment) throws(Refusal) {
    guard mayBeRenewed else { throw .wrongState(status, action: "renew") }
    generation = max(generation, known)
    begin(at: now)
  }

  /// Whether another generation makes it wait anew, or ends a run that waits for its next attempt.
  var mayBeRenewed: Bool { status.awaitsDeadline || isBetweenAttempts }

  func check(_ seen: Project) throws(Refusal) {
    guard !isUnchanged(since: seen) else { return }
    throw .staleGeneration(offered: seen.generation, current: generation)
  }

  func check(_ offered: Generation?) throws(Refusal) {
    guard let offered, offered != generation else { return }
    throw .staleGeneration(offered: offered, current: generation)
  }

  /// Begins a new generation: every earlier warning and offered action is void.
  mutating func begin(at now: Moment) {
    generation = generation.next
    scheduledAt = now.wall
    acceptance = nil
    // Of these it is counted from the deadline, which may have moved.
    if holdReason == .protected || holdReason == .untrusted { remindedOffset = nil }
  }
}

extension Project {
  /// It is held for this reason; that its last teardown was interrupted is not forgotten for another reason.
  mutating func hold(for reason: HoldReason, at now: Moment) {
    if holdReason != reason { stall(at: now) }
    isInterrupted = isHeldAsInterrupted
    status = .held
    holdReason = reason
    if reason == .overdue || reason == .clock { acceptance = nil }
  }

  /// It is held or has failed from now on.
  mutating func stall(at now: Moment) {
    stalledSince = now.wall
    remindedOffset = nil
  }
}

extension HoldReason {
  /// The guard that a project held for this reason does not pass.
  var barringGuard: Guard {
    switch self {
    case .invalid: .sound
    case .untrusted: .allowed
    case .protected: .unprotected
    case .interrupted: .released
    case .clock: .clockTrusted
    case .overdue: .notOverdue
    case .unwarned: .warned
    }
  }
}

extension Project {
  fileprivate var allowsExtending: Bool {
    switch status {
    case .scheduled, .held, .failed: true
    case .destroying: isBetweenAttempts
    case .destroyed, .cancelled: false
    }
  }
}
