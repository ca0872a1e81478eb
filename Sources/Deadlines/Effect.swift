/// Something the shell is to do, and then to report the changed row of.
public enum Effect: Hashable, Sendable {
  /// Write down that this generation was first seen, and its deadline if it has none.
  case firstSight(Project)
  /// Show a warning; answer with accepted or refused.
  case warn(Warning)
  /// Write down that a warning was accepted.
  case recordAcceptance(Project, Acceptance)
  /// Write down that the project is held.
  case hold(Project, HoldReason)
  /// Write down that it is no longer held.
  case settle(Project)
  /// Begin a generation after this one: the row was changed, or put back, without growing its own.
  case renew(Project, after: Generation)
  /// Claim the project under these circumstances and tear it down.
  case claim(Project, Circumstances)
  /// Take its warning off the screen: it is void.
  case withdraw(Project.ID)
}
