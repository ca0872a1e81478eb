/// What a project's standing depends on besides its own row.
public struct Circumstances: Hashable, Sendable {
  /// The clocks.
  public var now: Moment
  /// The settings in force.
  public var policy: Policy
  /// Why the wall clock cannot be believed; nil if it can.
  public var clockDoubt: ClockDoubt?
  /// Awake time at which the machine last woke from sleep; nil if it has not slept.
  public var wokeAt: Duration?
  /// When the project became due and was put into the queue; waiting there is not lateness.
  public var queuedSince: Timestamp?

  /// Puts the circumstances together.
  public init(
    now: Moment, policy: Policy, clockDoubt: ClockDoubt? = nil, wokeAt: Duration? = nil,
    queuedSince: Timestamp? = nil
  ) {
    self.now = now
    self.policy = policy
    self.clockDoubt = clockDoubt
    self.wokeAt = wokeAt
    self.queuedSince = queuedSince
  }
}
