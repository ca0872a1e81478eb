/// Something that happened, told to the schedule.
///
/// A click and a typed command are carried out on the row in the file, by the rules and for the generation they were
/// offered for, because only the file knows who was first; the schedule is told what came of it.
public enum ScheduleEvent: Hashable, Sendable {
  /// The file was read as a whole; projects not in it are gone.
  case loaded([Project])
  /// Rows as they stand in the file now, after another program changed them.
  case projectsChanged([Project])
  /// A row as it stands after its user clicked an action or typed a command.
  case userDecided(Project)
  /// An effect was carried out, or found void; the row as it stands in the file now.
  case effectDone(Project)
  /// The claim is durable and the teardown under way.
  case claimWon(Project)
  /// The claim was refused, because somebody else was faster or a guard no longer held; the row as it stands now.
  case claimLost(Project, Refusal)
  /// Nothing was claimed, because this guard, which only the shell can ask, did not hold; it is tried again later.
  case claimDelayed(Project.ID, Guard)
  /// A teardown has said nothing for longer than it may, or has been heard again: meanwhile it takes up no place.
  case teardownSilent(Project.ID, Bool)
  /// A teardown is over; the row as it stands after it.
  case executionEnded(Project)
  /// A row is gone.
  case projectRemoved(Project.ID)
  /// An effect for this project could not be carried out; it is tried again later.
  case effectFailed(Project.ID)
  /// The notification server accepted the warning.
  case warningAccepted(Warning)
  /// The notification server refused it, or did not answer.
  case warningRefused(Warning)
  /// The notification server accepted these reminders.
  case reminded([Reminder])
  /// The notification server refused them, or did not answer.
  case reminderRefused([Reminder])
  /// A notification server appeared, or another took its place: what stood on the screen is gone.
  case serverCame
  /// There is no notification server, and the bus cannot start one.
  case serverWent
  /// Notifications are withheld from now on, or no longer, by the user or by the server's own mode.
  case notificationsPaused(Bool)
  /// Other settings are in force.
  case policyChanged(Policy)
  /// The wall clock was set.
  case clockChanged
  /// Another program of ours wrote this time into the file.
  case clockMarked(Timestamp)
  /// The user said that the clock was right at this time on it.
  case clockVouched(Timestamp)
  /// The machine is about to go to sleep.
  case sleepAnnounced
  /// The machine has woken.
  case wokeUp
  /// The time of ``Schedule/nextWake`` has come.
  case timePassed
}

extension ScheduleEvent {
  /// Whether it follows from something that we wrote to the file, with the time of the wall clock.
  var isWriteOfOurs: Bool {
    switch self {
    case .effectDone, .claimWon, .executionEnded, .userDecided: true
    default: false
    }
  }
}
