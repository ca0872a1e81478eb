/// The record that a notification server accepted a warning.
///
/// It speaks for one generation in one boot, so it survives a restart of the daemon but not a reboot.
public struct Acceptance: Hashable, Sendable {
  /// The generation the warning was made for.
  public var generation: Generation
  /// The boot in which it was shown.
  public var bootID: String
  /// Awake time of the first acceptance, in seconds since boot, rounded up so that notice is never cut short.
  public var awakeSeconds: Int64
  /// Wall time of the first acceptance.
  public var wall: Timestamp
  /// The latest warning shown: how long before the deadline it was planned.
  public var offset: Duration

  /// Makes a record of an acceptance.
  public init(
    generation: Generation, bootID: String, awakeSeconds: Int64, wall: Timestamp, offset: Duration
  ) {
    self.generation = generation
    self.bootID = bootID
    self.awakeSeconds = awakeSeconds
    self.wall = wall
    self.offset = offset
  }

  /// When it was accepted on the wall clock as it is at `now`; never later than the awake clock allows, for the wall
  /// clock may have been set since.
  func wall(asOf now: Moment) -> Timestamp {
    min(wall, now.wall - (now.awake - .seconds(awakeSeconds)))
  }

  /// Whether the warning of this offset, or a later one, was shown by a clock that `now` does not contradict.
  func covers(_ offset: Duration, at now: Moment) -> Bool {
    self.offset <= offset && wall <= now.wall + ClockTrust.tolerance
  }

  /// Whether this still speaks for `project` at `now`: same generation, same boot, and not from the future.
  public func speaks(for project: Project, at now: Moment) -> Bool {
    generation == project.generation && bootID == now.bootID
      && (0...max(0, now.awake.secondsRoundedUp)).contains(awakeSeconds)
  }
}

extension Project {
  /// The acceptance that still speaks for the project at `now`; nil if nobody has been warned of it as it is.
  public func validAcceptance(at now: Moment) -> Acceptance? {
    acceptance.flatMap { $0.speaks(for: self, at: now) ? $0 : nil }
  }
}
