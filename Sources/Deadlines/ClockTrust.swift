/// Why the wall clock cannot be believed.
public enum ClockDoubt: Hashable, Sendable {
  /// It reads a time before this program was built.
  case beforeBuild(Timestamp)
  /// It reads a time well before one that we wrote down ourselves.
  case behindMark(Timestamp)
}

/// What the wall clock is held against: a machine without a battery boots years back, and a clock can be set wrong.
///
/// A clock that runs ahead cannot be told from time that has passed; the guards of overdue projects answer that.
public struct ClockTrust: Hashable, Sendable {
  /// When this program was built; nothing of it can have happened before.
  public var buildDate: Timestamp
  /// The latest time that we wrote down; nil if there is none yet.
  public var mark: Timestamp?
  /// When the user said that the clock is right, if that was ever asked.
  public var vouchedAt: Timestamp?

  /// How far the clock may fall behind the mark: a correction of a clock that ran fast is no reason for doubt.
  public static let tolerance: Duration = .minutes(2)

  /// Puts together what is known.
  public init(buildDate: Timestamp = Timestamp(0), mark: Timestamp? = nil, vouchedAt: Timestamp? = nil) {
    self.buildDate = buildDate
    self.mark = mark
    self.vouchedAt = vouchedAt
  }

  /// Why the clock cannot be believed at `now`; nil if it can, as always while the kernel says it is synchronised.
  public func doubt(at now: Moment) -> ClockDoubt? {
    if now.isClockSynchronised { return nil }
    if let mark, now.wall < mark - Self.tolerance { return .behindMark(mark) }
    let isVouchedFor = vouchedAt.map { now.wall >= $0 - Self.tolerance } ?? false
    return now.wall < buildDate && !isVouchedFor ? .beforeBuild(buildDate) : nil
  }

  /// Moves the mark to `now`, where the clock is believed; back as well where the kernel says so.
  mutating func note(_ now: Moment) {
    guard doubt(at: now) == nil else { return }
    mark = now.isClockSynchronised ? now.wall : max(mark ?? now.wall, now.wall)
  }

  /// The user says that the clock is right as it is.
  mutating func vouch(at wall: Timestamp) {
    mark = wall
    vouchedAt = wall
  }
}
