/// What a project's standing depends on besides its own row.
public struct Circumstances: Hashable, Sendable {
  /// The clocks.
  public var now: Moment
  /// The settings in force.
  public var policy: Policy
  /// Why the wall clock cannot be believed; nil if it can.
  public var clockDoubt: ClockDoubt?
  /// What the wall clock is held against when it is read anew.
  public var trust = ClockTrust()
  /// Awake time at which the machine last woke from sleep; nil if it has not slept.
  public var wokeAt: Duration?
  /// How long the project, though due, has waited for a place, in time the machine was awake: that is not lateness.
  public var queuedFor: Duration
  /// Whether a warning that came after the one it was warned by is being held back, so that its user may not expect it.
  public var isWarningWithheld = false

  /// Puts the circumstances together.
  public init(
    now: Moment, policy: Policy, clockDoubt: ClockDoubt? = nil, wokeAt: Duration? = nil,
    queuedFor: Duration = .zero
  ) {
    self.now = now
    self.policy = policy
    self.clockDoubt = clockDoubt
    self.wokeAt = wokeAt
    self.queuedFor = queuedFor
  }
}

extension Circumstances {
  /// When the moment after waking is over; nil if it is.
  var settles: Timestamp? {
    guard let settled = wokeAt.map({ $0 + Policy.settlingAfterWake }), now.awake < settled else { return nil }
    return now.wall(whenAwake: settled)
  }

  /// The circumstances as they are at `later`: the machine may have slept since, and its clock have been set.
  ///
  /// A claim waits for the disk and for other programs, so it asks by these, at the moment in which it is written.
  public func renewed(at later: Moment) -> Circumstances {
    var renewed = self
    renewed.now = later
    renewed.clockDoubt = trust.doubt(at: later)
    if later.hasSlept(since: now.asleep) || later.isAhead(of: now.wallOffset) { renewed.wokeAt = later.awake }
    return renewed
  }
}
