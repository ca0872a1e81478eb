// The run of attempts to tear a project down: how it begins, goes on and ends.

extension Project {
  /// Claims the project, or its next attempt, if every guard holds for the row as it is now.
  ///
  /// The first attempt begins a generation, which those after it share.
  ///
  /// - Throws: what ``checkClaim(seen:in:)`` throws.
  public mutating func claim(seen: Project, in circumstances: Circumstances) throws(Refusal) {
    try checkClaim(seen: seen, in: circumstances)
    beginAttempt(at: circumstances.now)
  }

  /// Claims the project because its user typed its name: that stands for warning and notice, and settles every hold
  /// but `invalid` and `untrusted`.
  ///
  /// - Throws: `Refusal.guardNotMet` for those two, `.wrongState` where a teardown is under way or nothing is left to
  ///   tear down.
  public mutating func claimAtUsersWord(at now: Moment) throws(Refusal) {
    switch status {
    case .scheduled, .held, .failed: break
    case .destroying where isBetweenAttempts: attempts = nil
    case .destroying, .destroyed, .cancelled: throw .wrongState(status, action: "destroy")
    }
    guard flaw == nil else { throw .guardNotMet(.sound) }
    guard isAllowed else { throw .guardNotMet(.allowed) }
    awaitsUser = false
    beginAttempt(at: now)
    attempts?.isTyped = true
  }

  /// Tries a teardown that failed once more, with all its attempts; its user's word stands for the warning.
  ///
  /// - Throws: `Refusal.staleGeneration`, `.wrongState` if it has not failed, or `.guardNotMet` where it cannot be carried
  ///   out, is not allowed, or is protected: a click is no typed name.
  public mutating func retry(
    offered: Generation? = nil, at now: Moment, policy: Policy
  ) throws(Refusal) {
    try check(offered)
    guard status == .failed else { throw .wrongState(status, action: "retry") }
    try checkRow(at: now, policy: policy)
    beginRun(at: now)
  }

  /// Refuses what the row or the settings bar, whatever the time: no click settles that.
  func checkRow(at now: Moment, policy: Policy) throws(Refusal) {
    let circumstances = Circumstances(now: now, policy: policy)
    for condition in Guard.ofRow where condition.verdict(on: self, in: circumstances) != .met {
      throw .guardNotMet(condition)
    }
  }

  /// Begins a run whose first attempt is due at once, at its user's word.
  mutating func beginRun(at now: Moment) {
    status = .destroying
    holdReason = nil
    begin(at: now)
    attempts = Attempts(made: 0, nextAt: now.wall, generation: generation, bootID: now.bootID)
  }

  /// Refuses to have a teardown killed unless it was asked to stop and goes on.
  ///
  /// - Throws: `Refusal.staleGeneration`, `.wrongState` if none is under way, or `.notStopping`.
  public func allowKilling(offered: Generation? = nil) throws(Refusal) {
    try check(offered)
    guard isRunning else { throw .wrongState(status, action: "kill") }
    guard attempts?.stopRequestedAt != nil else { throw .notStopping }
  }

  /// The attempt that was under way failed: another follows after a while, or none, and its user has to look.
  ///
  /// - Parameter isWorthRetrying: whether another attempt might end otherwise, and nobody stopped this one.
  public mutating func failAttempt(
    isWorthRetrying: Bool, at now: Moment, policy: ExecutionPolicy
  ) {
    // A row that does not tell of its run, as one of an earlier version of this program, proves no warning.
    guard isWorthRetrying, !isGivenUp, var run = attempts, run.made < maximumAttempts(policy) else {
      return fail(at: now)
    }
    run.nextAt = now.wall + policy.delay(afterAttempt: run.made)
    attempts = run
  }

  /// Ends a run of attempts that must not go on: given up by another program it is cancelled, otherwise it waits again and
  /// is warned of anew.
  ///
  /// - Throws: `Refusal.staleGeneration` if the row has changed since, or `.wrongState` if it waits for no attempt, or may
  ///   go on.
  public mutating func endAttempts(seen: Project, in circumstances: Circumstances) throws(Refusal) {
    try check(seen)
    guard isBetweenAttempts, !mayGoOn(in: circumstances) else { throw .wrongState(status, action: "end") }
    returnToSchedule(at: circumstances.now)
  }

  private mutating func beginAttempt(at now: Moment) {
    if var run = attempts {
      run.made += 1
      run.nextAt = nil
      attempts = run
    } else {
      status = .destroying
      holdReason = nil
      generation = generation.next
      scheduledAt = now.wall
      attempts = Attempts(made: 1, generation: generation, bootID: now.bootID)
    }
  }
}
