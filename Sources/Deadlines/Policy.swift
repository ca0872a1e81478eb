/// The settings the schedule goes by.
public struct Policy: Hashable, Sendable {
  /// How long before the deadline warnings are shown, longest first.
  public var warningOffsets: [Duration] = [.minutes(60), .minutes(15), .minutes(5), .minutes(1)]
  /// How long a user must have been warned before a teardown starts, unless half of the timeout is shorter.
  public var minimumNotice: Duration = .minutes(5)
  /// Whether a teardown needs an accepted warning at all; off only on machines without a desktop.
  public var notificationsRequired = true
  /// How many teardowns may run at a time; at least 1.
  public var maximumConcurrent = 3

  /// How late a teardown may start without asking anew.
  public static let tolerableLateness: Duration = .minutes(5)
  /// How long an overdue project waits, awake, after its fresh warning.
  public static let overdueGrace: Duration = .minutes(30)
  /// How late a deadline may be found and still be acted on without the user.
  public static let abandonedAfter: Duration = .days(7)
  /// How long nothing starts after the machine woke.
  public static let settlingAfterWake: Duration = .minutes(2)
  /// How long one extension may be.
  public static let longestExtension: Duration = .days(30)

  /// The policy where no settings say otherwise.
  public init() {}

  /// How long before a teardown its user must have been warned: the smaller of ``minimumNotice`` and half of `timeout`.
  public func notice(forTimeout timeout: Duration) -> Duration {
    min(minimumNotice, .seconds((timeout.wholeSeconds + 1) / 2))
  }
}
