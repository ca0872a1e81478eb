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

  /// Makes a moment from the readings of the clocks.
  public init(wall: Timestamp, awake: Duration, asleep: Duration = .zero, bootID: String) {
    self.wall = wall
    self.awake = awake
    self.asleep = asleep
    self.bootID = bootID
  }
}
