/// Something that happened, told to the schedule.
public enum ScheduleEvent: Hashable, Sendable {
  /// The file was read as a whole; projects not in it are gone.
  case loaded([Project])
  /// A row as it stands in the file now, after another program or a user's command changed it.
  case projectChanged(Project)
  /// An effect was carried out, or found void; the row as it stands in the file now.
  case effectDone(Project)
  /// A row is gone.
  case projectRemoved(Project.ID)
  /// An effect for this project could not be carried out; it is tried again later.
  case effectFailed(Project.ID)
  /// The notification server accepted the warning.
  case warningAccepted(Warning)
  /// The notification server refused it, or did not answer.
  case warningRefused(Warning)
  /// A notification server appeared, or another took its place: what stood on the screen is gone.
  case serverCame
  /// There is no notification server, and the bus cannot start one.
  case serverWent
  /// Other settings are in force.
  case policyChanged(Policy)
  /// The wall clock was set.
  case clockChanged
  /// The time of ``Schedule/nextWake`` has come.
  case timePassed
}
