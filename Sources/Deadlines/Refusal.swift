/// Why something a user asked for was not done.
///
/// These are results of the rules, not accidents; D-Bus and the command line name them alike.
public enum Refusal: Error, Hashable, Sendable {
  /// No project is known by that id, name or path.
  case notFound(String)
  /// The name fits several projects.
  case ambiguous(String, candidates: [Project.ID])
  /// The action was offered for a generation that is no longer current.
  case staleGeneration(offered: Generation, current: Generation)
  /// The project's deadline cannot be moved in its present state.
  case notExtendable(ProjectStatus, HoldReason?)
  /// The action does not apply to the project's present state.
  case wrongState(ProjectStatus, action: String)
  /// The amount is outside what is allowed.
  case limitExceeded(limit: Duration)
  /// The project would live longer than the settings allow; `latest` is the last deadline it could have.
  case lifetimeExceeded(limit: Duration, latest: Timestamp)
  /// The path already belongs to an active project.
  case alreadyActive(Project.ID)
  /// Its teardown has been asked to stop already, then.
  case stopping(since: Timestamp)
  /// Its teardown has not been asked to stop yet.
  case notStopping
  /// Nobody was asked whether to do it, or the question that was answered is not the one that stands.
  case notAsked
  /// The question was answered after its time.
  case askedTooLongAgo
  /// The project's path leads to another directory than when its user was asked.
  case directoryReplaced
  /// A guard of the teardown is not met; see ``Guard``.
  case guardNotMet(Guard)
}
