/// Why a project is not destroyed although its deadline passed; stored as its raw value.
///
/// The cases stand in the order in which they are looked for: of several that apply, the first is stored.
public enum HoldReason: String, Sendable, CaseIterable {
  /// The row cannot be carried out as it stands: its timeout, path or command makes no sense.
  case invalid
  /// The user has not allowed the command.
  case untrusted
  /// Never destroyed by a deadline.
  case protected
  /// The wall clock cannot be believed.
  case clock
  /// Nobody saw how the last teardown ended.
  case interrupted
  /// The deadline passed while nobody could act on it.
  case overdue
  /// No notification server accepted a warning, so nobody was warned.
  case unwarned
}
