/// How long an orderly close waits for the bus to take what was sent: as long as it goes on taking, within a bound.
struct Parting: Hashable {
  private var unsent: Int
  private let end: SuspendingClock.Instant
  /// When the connection ends, whatever is left.
  private(set) var until: SuspendingClock.Instant

  /// How long the bus may take nothing.
  static let pause: Duration = .milliseconds(200)
  /// How long it may take its time in all: a peer that makes us answer must not keep the connection open.
  static let longest: Duration = .seconds(5)

  /// A close that begins now, with so many bytes that the bus has not taken.
  init(unsent: Int, at now: SuspendingClock.Instant) {
    self.unsent = unsent
    end = now.advanced(by: Self.longest)
    until = now.advanced(by: Self.pause)
  }

  /// Gives the bus more time where it has taken something.
  mutating func note(unsent: Int, at now: SuspendingClock.Instant) {
    if unsent < self.unsent { until = min(now.advanced(by: Self.pause), end) }
    self.unsent = unsent
  }
}
