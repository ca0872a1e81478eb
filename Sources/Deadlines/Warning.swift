/// A notification before the deadline that the shell is to show, and to report on.
public struct Warning: Hashable, Sendable {
  /// What the user is told.
  public enum Kind: Hashable, Sendable {
    /// The deadline nears.
    case deadline
    /// The deadline passed unnoticed; the teardown follows after the grace.
    case overdue
    /// The deadline passed long ago; nothing happens until the user decides.
    case abandoned
  }

  /// The project, as it was when the warning was decided.
  public var project: Project
  /// What the user is told.
  public var kind: Kind
  /// How long before the deadline it was planned; zero for one after it.
  public var offset: Duration
  /// When the teardown starts if nobody objects, accepted now; nil if it waits for the user.
  public var due: Timestamp?

  /// Makes a warning.
  public init(project: Project, kind: Kind, offset: Duration, due: Timestamp?) {
    self.project = project
    self.kind = kind
    self.offset = offset
    self.due = due
  }
}
