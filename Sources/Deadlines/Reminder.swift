/// A project that is brought up again because it is held or has failed, and goes on costing money.
public struct Reminder: Hashable, Sendable {
  /// The project as it was when the reminder was decided.
  public var project: Project
  /// How long after the beginning of the hold, or for protected and untrusted ones after the deadline, it was planned.
  public var offset: Duration

  /// Makes a reminder.
  public init(project: Project, offset: Duration) {
    self.project = project
    self.offset = offset
  }
}

/// When a project is brought up again: 15 minutes, 1 hour and then every 4 hours after it was held or failed.
///
/// One that is meant to stay (protected, not yet allowed) is brought up at its deadline, then daily.
struct ReminderPlan: Hashable, Sendable {
  /// Whether it counts from the deadline, once a day.
  let isDaily: Bool

  /// Nil for a project that is not reminded of: it is not stalled, or what it is owed is the warning itself.
  init?(for project: Project) {
    switch (project.status, project.holdReason) {
    case (.failed, _): isDaily = false
    // Who said no has decided.
    case (.held, .untrusted) where project.file?.consent == .denied: return nil
    case (.held, .untrusted), (.held, .protected): isDaily = true
    case (.held, .unwarned): return nil
    case (.held, _): isDaily = false
    default: return nil
    }
  }

  /// The latest reminder whose time has come when `elapsed` has passed; nil before the first.
  func current(at elapsed: Duration) -> Duration? {
    if isDaily { return elapsed < .zero ? nil : .days(elapsed.wholeSeconds / 86_400) }
    if elapsed < .hours(1) { return elapsed < .minutes(15) ? nil : .minutes(15) }
    return .hours(1) + .hours((elapsed - .hours(1)).wholeSeconds / 14_400 * 4)
  }

  /// The first reminder after `elapsed`.
  func next(after elapsed: Duration) -> Duration {
    guard let current = current(at: elapsed) else { return isDaily ? .zero : .minutes(15) }
    if isDaily { return current + .days(1) }
    return current < .hours(1) ? .hours(1) : current + .hours(4)
  }
}
