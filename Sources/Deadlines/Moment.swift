/// Everything the core may know about "now": handed in with every event, never read from a clock.
public struct Moment: Hashable, Sendable {
  /// The wall clock.
  public var wall: Timestamp
  /// How long the machine has been awake since it booted (`CLOCK_MONOTONIC`): it never jumps and stops in sleep.
  public var awake: Duration
  /// How long the machine has slept since it booted (`CLOCK_BOOTTIME` less `CLOCK_MONOTONIC`).
  public var asleep: Duration
  /// The kernel's id of this boot; spans of `awake` are comparable only within one boot.
  public var bootID: String
  /// Whether the kernel says that something keeps the wall clock right (`adjtimex(2)`, no `STA_UNSYNC`).
  public var isClockSynchronised: Bool

  /// Makes a moment from the readings of the clocks.
  public init(
    wall: Timestamp, awake: Duration, asleep: Duration = .zero, bootID: String,
    isClockSynchronised: Bool = false
  ) {
    self.wall = wall
    self.awake = awake
    self.asleep = asleep
    self.bootID = bootID
    self.isClockSynchronised = isClockSynchronised
  }

  /// How long ago the machine booted, sleep included: it never jumps, and goes on while the machine sleeps.
  public var sinceBoot: Duration { awake + asleep }

  /// The wall time at which the awake clock will read `target` if the machine stays awake and the clock is not set.
  func wall(whenAwake target: Duration) -> Timestamp {
    wall + .seconds(max(1, (target - awake).secondsRoundedUp))
  }

  /// How far the wall clock is from the one that never jumps.
  var wallOffset: Duration { wall - Timestamp(0) - sinceBoot }

  /// Whether the machine has slept since it had slept for `asleep`; a second of difference may be rounding of two clocks.
  func hasSlept(since asleep: Duration) -> Bool { self.asleep - asleep > .seconds(1) }

  /// Whether the wall clock was set ahead since it had this offset, by more than anybody would not mind.
  func isAhead(of wallOffset: Duration) -> Bool { self.wallOffset - wallOffset > Self.ordinaryStep }

  /// Whether the wall clock was set back since it had this offset, by more than that.
  func isBehind(_ wallOffset: Duration) -> Bool { wallOffset - self.wallOffset > Self.ordinaryStep }

  private static let ordinaryStep: Duration = .minutes(1)
}
