/// A point on the wall clock, in whole seconds since 1970-01-01 00:00:00 UTC.
///
/// Arithmetic saturates: a value read from a file may be as large as an `Int64`, and adding to it must not trap.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since the Unix epoch, UTC; negative before 1970.
  public var seconds: Int64

  /// Makes a timestamp from seconds since the Unix epoch.
  public init(_ seconds: Int64) {
    self.seconds = seconds
  }

  /// Whether the left one is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }

  /// The point `duration` later; parts of a second are dropped.
  public static func + (point: Timestamp, duration: Duration) -> Timestamp {
    let (sum, overflow) = point.seconds.addingReportingOverflow(duration.wholeSeconds)
    return Timestamp(overflow ? (point.seconds < 0 ? .min : .max) : sum)
  }

  /// The point `duration` earlier; parts of a second are dropped.
  public static func - (point: Timestamp, duration: Duration) -> Timestamp {
    let (difference, overflow) = point.seconds.subtractingReportingOverflow(duration.wholeSeconds)
    return Timestamp(overflow ? (point.seconds < 0 ? .min : .max) : difference)
  }

  /// The time from `right` to `left`, negative when `left` is earlier; at most `Int64.max` seconds either way.
  public static func - (left: Timestamp, right: Timestamp) -> Duration {
    let (seconds, overflow) = left.seconds.subtractingReportingOverflow(right.seconds)
    // Of equal size on both sides, so that it can be negated.
    let bound = left < right ? -Int64.max : .max
    return .seconds(overflow ? bound : max(seconds, -.max))
  }
}

extension Duration {
  /// The whole seconds in this duration, rounded towards zero; as many as fit where it is longer.
  public var wholeSeconds: Int64 {
    // A duration may be longer than its components can tell, and asking for them traps then.
    self >= .seconds(Int64.max) ? .max : self <= .seconds(-Int64.max) ? -.max : components.seconds
  }

  /// The fewest whole seconds that are at least as long as this duration.
  public var secondsRoundedUp: Int64 {
    let seconds = wholeSeconds
    return seconds < .max && self > .seconds(seconds) ? seconds + 1 : seconds
  }

  /// A duration of whole minutes.
  public static func minutes(_ count: Int64) -> Duration { .seconds(count * 60) }

  /// A duration of whole hours.
  public static func hours(_ count: Int64) -> Duration { .seconds(count * 3_600) }

  /// A duration of whole days of 24 hours.
  public static func days(_ count: Int64) -> Duration { .seconds(count * 86_400) }
}
