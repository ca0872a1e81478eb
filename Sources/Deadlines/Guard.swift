/// One condition that must hold before a teardown starts by itself.
///
/// The schedule asks all of them, in this order, before it claims, and the claim asks them again in the file.
public enum Guard: String, Hashable, Sendable, CaseIterable {
  /// The project waits for its deadline: it is neither under way nor over, and a daemon has seen it.
  case scheduled
  /// Its row can be carried out as it stands.
  case sound
  /// Its user allowed what its project file says, if it comes from one.
  case allowed
  /// Nothing protects it from deadlines.
  case unprotected
  /// The wall clock can be believed.
  case clockTrusted
  /// Its last teardown was not interrupted, or its user has decided since.
  case released
  /// Its deadline has come.
  case deadlineReached
  /// Its user is not to be asked first.
  case decided
  /// The deadline was not passed long ago, or its user has been warned afresh since.
  case notOverdue
  /// A notification server accepted a warning for this generation in this boot.
  case warned
  /// The warning was accepted at least the notice ago, in time the machine was awake.
  case noticeGiven
  /// The wait after its last failed attempt is over.
  case nextAttemptReached
  /// The machine has been awake long enough since its last sleep.
  case settledAfterWake
  /// No process of an earlier teardown of it lives, and no other teardown is under way in its directory; only the shell
  /// can tell.
  case alone
  /// Fewer teardowns than may run at a time are under way; only the schedule can tell.
  case placeFree
}

/// What one guard says of a project at one moment.
public enum Verdict: Hashable, Sendable {
  /// It lets the teardown pass.
  case met
  /// Only time is missing: look again then.
  case waits(until: Timestamp)
  /// The project is held for this reason; `until` is when to look again, if time alone can settle it.
  case bars(HoldReason, until: Timestamp?)
}
