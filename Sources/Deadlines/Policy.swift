/// The settings the schedule goes by.
public struct Policy: Hashable, Sendable {
  /// How long before the deadline warnings are shown, longest first.
  public var warningOffsets: [Duration] = [.minutes(60), .minutes(15), .minutes(5), .minutes(1)]
  /// How long a user must have been warned before a teardown starts, unless half of the timeout is shorter.
  public var minimumNotice: Duration = .minutes(5)
  /// Whether notifications are shown at all.
  public var notificationsEnabled = true
  /// Whether a teardown needs an accepted warning at all; off only on machines without a desktop.
  public var notificationsRequired = true
  /// How many teardowns may run at a time; at least 1.
  public var maximumConcurrent = 3
  /// How teardowns are carried out.
  public var execution = ExecutionPolicy()
  /// What no deadline destroys.
  public var protection = ProtectionPolicy()
  /// What is wrong with the settings where none are known that ever worked: nothing is destroyed by a deadline then.
  public var settingsTrouble: String?
  /// How long a project may live in all, from when it was registered or resumed; nil for as long as it is extended.
  public var maximumLifetime: Duration?

  /// How late a teardown may start without asking anew.
  public static let tolerableLateness: Duration = .minutes(5)
  /// How long an overdue project waits, awake, after its fresh warning.
  public static let overdueGrace: Duration = .minutes(30)
  /// How late a deadline may be found and still be acted on without the user.
  public static let abandonedAfter: Duration = .days(7)
  /// How long nothing starts after the machine woke, or the wall clock was set ahead.
  public static let settlingAfterWake: Duration = .minutes(2)
  /// How long one extension may be.
  public static let longestExtension: Duration = .days(30)

  /// How long a machine that goes to sleep is expected to stay there: a night.
  public static let expectedSleep: Duration = .hours(12)
  /// Warnings due together beyond this many are shown as one.
  public static let warningsShownApart = 3
  /// Warnings that come within this time of one that is due are shown with it, where that makes them many.
  public static let warningsGathered: Duration = .minutes(1)
  /// How many projects one notification names.
  public static let namedTogether = 8
  /// Reminders that come within this time of one that is due are shown with it.
  public static let remindersGathered: Duration = .minutes(5)

  /// The policy where no settings say otherwise.
  public init() {}

  /// How long before a teardown its user must have been warned: the smaller of ``minimumNotice`` and half of `timeout`.
  public func notice(forTimeout timeout: Duration) -> Duration {
    min(minimumNotice, .seconds((timeout.wholeSeconds + 1) / 2))
  }
}
