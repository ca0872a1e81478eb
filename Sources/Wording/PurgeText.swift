public import Deadlines

/// What `purge` says.
public enum PurgeText {
  /// What was deleted, or would be.
  public static func deleted(executions: Int, events: Int, isRehearsal: Bool) -> String {
    guard executions > 0 || events > 0 else { return "Nothing is past its retention." }
    return
      "\(isRehearsal ? "Would delete" : "Deleted") \(executions.of("execution")) and \(events.of("event"))."
  }

  /// What was deleted with a project, or would be.
  public static func deleted(
    _ project: Project, executions: Int, events: Int, isRehearsal: Bool
  ) -> String {
    "\(isRehearsal ? "Would delete" : "Deleted") \(project.shownName.quoted) (project \(project.id.number)) with "
      + "\(executions.of("execution")) and \(events.of("event"))."
  }

  /// Which history is kept, and where that is set.
  public static func kept(executions: Duration, events: Duration) -> String {
    "Kept: active projects' history, executions of \(executions.words) and events of \(events.words) "
      + "(database.retention in config.yaml)."
  }

  /// The clock leapt ahead of everything recorded, so ages count to an earlier time.
  public static func clockLeapt(now: Timestamp, countedTo: Timestamp) -> String {
    "The clock says \(now.localDateTime), \((now - countedTo).words) after anything in the file; until it has said so "
      + "for a day, ages count to \(countedTo.localDateTime)."
  }

  /// A project is not purged because it is active.
  public static func isActive(_ project: Project) -> String {
    "\(project.shownName.quoted) is active, so its history is not over; give its teardown up first: "
      + "killall-tofu cancel \(project.shellName)"
  }

  /// A project is not purged because a teardown of it runs.
  public static func isUnderWay(_ project: Project) -> String {
    "a teardown of \(project.shownName.quoted) is under way; wait for its end, see killall-tofu show \(project.shellName)"
  }

  /// An execution folder stayed; `reason` ends the sentence.
  public static func folderStays(_ path: String, because reason: String) -> String {
    "the logs in \(path.quoted) stay: \(reason.oneLine)"
  }

  /// What the daemon's log says at its start of history that is past its retention.
  public static func waiting(executions: Int, events: Int) -> String {
    "\(executions.of("execution")) and \(events.of("event")) are past their retention; killall-tofu purge deletes them"
  }
}
