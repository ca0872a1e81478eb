/// One condition that must hold before a teardown starts by itself.
///
/// The schedule asks all of them before it claims, and the claim asks them again in the file.
public enum Guard: String, Hashable, Sendable, CaseIterable {
  /// The project is scheduled, or held as overdue with its grace over; nothing else bars it.
  case scheduled
  /// Its deadline has come.
  case deadlineReached
  /// A notification server accepted a warning for this generation in this boot.
  case warned
  /// The warning was accepted at least the notice ago, in time the machine was awake.
  case noticeGiven
  /// The deadline was not passed long ago, or its user has been warned afresh since.
  case notOverdue
  /// The machine has been awake long enough since its last sleep.
  case settledAfterWake
}
