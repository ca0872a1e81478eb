// What the end of a teardown means for its project.

extension Project {
  /// The teardown could not be carried out; the user has to look.
  public mutating func fail(at now: Moment) {
    stall(at: now)
    status = .failed
    holdReason = nil
  }

  /// The command ended well.
  public mutating func finishDestroying() {
    status = .destroyed
    holdReason = nil
  }

  /// Nobody saw how the teardown ended, so it is not run again by itself.
  public mutating func interrupt(at now: Moment) {
    stall(at: now)
    status = .held
    holdReason = .interrupted
    isInterrupted = true
  }

  /// It is proven that nothing runs, nor is going to: the project waits again, and is warned of anew.
  ///
  /// One that was given up meanwhile is cancelled: nothing of its teardown came about.
  public mutating func returnToSchedule(at now: Moment) {
    status = isGivenUp ? .cancelled : .scheduled
    holdReason = nil
    generation = generation.next
    scheduledAt = now.wall
    acceptance = nil
  }
}
