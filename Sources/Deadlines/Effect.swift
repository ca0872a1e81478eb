/// Something the shell is to do.
///
/// What changes a row is answered with the row as it is after it; what is shown is answered with whether it was
/// accepted; the others are not answered.
public enum Effect: Hashable, Sendable {
  /// Write down that this generation was first seen, and its deadline if it has none.
  case firstSight(Project)
  /// Show a warning; answer with accepted or refused.
  case warn(Warning)
  /// Show these warnings as one notification; answer for each with accepted or refused.
  case warnTogether([Warning])
  /// Write down that a warning was accepted.
  case recordAcceptance(Project, Acceptance)
  /// Bring these projects up again in one notification; answer with accepted or refused.
  case remind([Reminder])
  /// Write down that a reminder was accepted.
  case recordReminder(Project, Duration)
  /// Write down that the project is held, and why nobody could be warned where that is the reason.
  case hold(Project, HoldReason, Silence?)
  /// Write down that an earlier warning counts no more, because a later one was held back.
  case voidWarning(Project)
  /// Write down that it is no longer held.
  case settle(Project)
  /// Log that this guard keeps a project waiting past its deadline; `until` is when it is met, if that is known.
  case delay(Project, Guard, until: Timestamp?)
  /// Begin a generation after this one: the row was changed, or put back, without growing its own.
  case renew(Project, after: Generation)
  /// End a run of attempts that must not go on: it was given up, or waits again and is warned of anew.
  case endAttempts(Project)
  /// Claim the project under these circumstances and tear it down; answer with claim won or lost.
  case claim(Project, Circumstances)
  /// Take its warning off the screen: it is void.
  case withdraw(Project.ID)
  /// Write down how the clocks were seen, for the next daemon.
  case rememberClocks(SeenClocks)
  /// Say that nothing is destroyed because the wall clock cannot be believed.
  case clockDoubted(ClockDoubt)
  /// Say that it can be believed again.
  case clockBelieved
  /// Say that the machine is about to sleep through the deadlines of these projects.
  case announceSleep([Project])
}
