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
  }

  /// It is proven that the command never started: the project waits again, and is warned of anew.
  public mutating func returnToSchedule(at now: Moment) {
    status = .scheduled
    holdReason = nil
    generation = generation.next
    scheduledAt = now.wall
    acceptance = nil
  }
}
