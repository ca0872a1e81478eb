/// One line of a project's audit log: one row of `events`.
public struct LogEvent: Hashable, Sendable {
  /// What kind of thing happened; stored as its raw value.
  public enum Kind: String, Sendable, CaseIterable {
    /// The project was registered, or a row of another program was first seen.
    case created
    /// Something about it was set anew.
    case configured
    /// A notification server accepted a warning.
    case warned
    /// Its deadline moved further away.
    case extended
    /// The user gave the teardown up.
    case cancelled
    /// It is held, for the reason named.
    case held
    /// A teardown began.
    case executed
    /// A teardown ended well.
    case destroyed
    /// Something went wrong.
    case error
  }

  /// The line's number in the file; nil before it is written.
  public var id: Int64?
  /// The project it speaks of; nil for the program itself.
  public var projectID: Project.ID?
  /// What kind of thing happened.
  public var kind: Kind
  /// The line a person reads.
  public var message: String
  /// JSON with the particulars; nil if there are none.
  public var metadata: String?
  /// When it happened.
  public var createdAt: Timestamp

  /// Makes a line of the audit log.
  public init(
    id: Int64? = nil, projectID: Project.ID?, kind: Kind, message: String, metadata: String? = nil,
    createdAt: Timestamp
  ) {
    self.id = id
    self.projectID = projectID
    self.kind = kind
    self.message = message
    self.metadata = metadata
    self.createdAt = createdAt
  }
}
