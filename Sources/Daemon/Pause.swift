public import Deadlines

/// A time for which its user wants neither warnings nor reminders nor good news.
///
/// It never lasts longer than was asked for: whichever clock says that it is over, the wall clock or the one that never
/// jumps, is believed. It ends with the boot: the two clocks of another one tell nothing of how long it has lasted.
public struct Pause: Hashable, Sendable, Codable {
  /// The longest pause that is taken, so that a slip costs a day and not a year.
  public static let longest: Duration = .days(1)

  private var untilWall: Int64
  private var untilSinceBoot: Int64
  private var bootID: String

  /// A pause that begins now; of at least a second, and ``longest`` at most.
  public init(for duration: Duration, at now: Moment) {
    let length = min(max(.seconds(1), duration), Self.longest)
    untilWall = (now.wall + length).seconds
    untilSinceBoot = (now.sinceBoot + length).secondsRoundedUp
    bootID = now.bootID
  }

  /// How much of it is left, not negative.
  public func timeLeft(at now: Moment) -> Duration {
    guard now.bootID == bootID else { return .zero }
    // One that is further off was never asked for: somebody else wrote it.
    return min(
      max(.zero, min(Timestamp(untilWall) - now.wall, .seconds(untilSinceBoot) - now.sinceBoot)), Self.longest
    )
  }

  /// When it ends on the wall clock, as that goes now; nil if it is over.
  public func end(at now: Moment) -> Timestamp? {
    let left = timeLeft(at: now)
    return left > .zero ? now.wall + .seconds(left.secondsRoundedUp) : nil
  }

  /// The pause that a daemon of the state folder `folder` keeps, or kept when it was stopped; nil if none, or it is over.
  public static func current(in folder: String, at now: Moment) -> Pause? {
    guard let pause = record(in: folder).read(), pause.timeLeft(at: now) > .zero else { return nil }
    return pause
  }

  /// Where the daemon of the state folder `folder` keeps it across restarts.
  static func record(in folder: String) -> StateRecord<Pause> {
    StateRecord(path: folder + "/pause.json")
  }
}
