import Deadlines

/// Where the daemon makes known what it sees and does; the D-Bus interface, or nothing in tests.
struct Publication: Sendable {
  /// A project is new, or changed; with its latest teardown, if one is known.
  var publish: @Sendable (Project, Execution.ID?) -> Void
  /// A project is gone.
  var remove: @Sendable (Project.ID) -> Void
  /// A warning was accepted, for this deadline.
  var warned: @Sendable (Project.ID, Timestamp) -> Void
  /// This is the project's latest teardown, nil if none is on record; `isNews` if it has just started.
  var executed: @Sendable (Execution.ID?, Project.ID, _ isNews: Bool) -> Void
  /// A teardown ended; the exit code is nil if a signal ended it or it never ran.
  var finished: @Sendable (Execution.ID, Project.ID, Execution.Status, _ exitCode: Int32?) -> Void
  /// A notification server came or went.
  var notificationsAvailable: @Sendable (Bool) -> Void
  /// The file has been read as a whole, or could not be: what there is to be shown has been published.
  var loaded: @Sendable () -> Void = {}
}
