public import Deadlines

/// Which project another program means.
public enum ProjectReference: Hashable, Sendable {
  /// What a person typed: with a `/` a path, otherwise an id or a name.
  case text(String)
  /// The project with this id.
  case id(Project.ID)
}

/// What the daemon does when other programs ask for it.
///
/// Each may be called from several tasks at a time. A generation of nil means whatever is current.
public struct RemoteActions: Sendable {
  /// Moves a deadline on by a duration of one second or more; gives the new one.
  public var extend:
    @Sendable (ProjectReference, Duration, Generation?) async throws(RemoteError) -> Timestamp
  /// Gives a teardown up.
  public var cancel: @Sendable (ProjectReference, Generation?) async throws(RemoteError) -> Void
  /// Schedules a project again; gives its deadline.
  public var resume: @Sendable (ProjectReference, Generation?) async throws(RemoteError) -> Timestamp
  /// Finds a project.
  public var find: @Sendable (ProjectReference) async throws(RemoteError) -> Project.ID
  /// Raises the notification that asks whether to destroy now.
  public var requestDestroy: @Sendable (ProjectReference) async throws(RemoteError) -> Void
  /// Looks for project files anew.
  public var rescan: @Sendable () async throws(RemoteError) -> Void

  /// Makes the set of actions.
  public init(
    extend:
      @escaping @Sendable (ProjectReference, Duration, Generation?) async throws(RemoteError) -> Timestamp,
    cancel: @escaping @Sendable (ProjectReference, Generation?) async throws(RemoteError) -> Void,
    resume: @escaping @Sendable (ProjectReference, Generation?) async throws(RemoteError) -> Timestamp,
    find: @escaping @Sendable (ProjectReference) async throws(RemoteError) -> Project.ID,
    requestDestroy: @escaping @Sendable (ProjectReference) async throws(RemoteError) -> Void,
    rescan: @escaping @Sendable () async throws(RemoteError) -> Void
  ) {
    self.extend = extend
    self.cancel = cancel
    self.resume = resume
    self.find = find
    self.requestDestroy = requestDestroy
    self.rescan = rescan
  }
}
