import Testing

@testable import DBus

/// Since when a bus has taken nothing, which ends the connection after a while.
@Suite struct BacklogTests {
  private let begin = SuspendingClock.now
  private let much = Session.mostUnsent + 100

  private func later(_ seconds: Int64) -> SuspendingClock.Instant { begin.advanced(by: .seconds(seconds)) }

  @Test func littleIsNone() {
    #expect(Backlog(Session.mostUnsent, after: nil, at: begin) == nil)
    #expect(Backlog(0, after: Backlog(much, after: nil, at: begin), at: later(1)) == nil)
  }

  @Test func itStandsWhileNothingLeaves() throws {
    let first = try #require(Backlog(much, after: nil, at: begin))
    #expect(first.since == begin)
    #expect(Backlog(much, after: first, at: later(1)) == first)
    #expect(Backlog(much + 50, after: first, at: later(1)) == first)
  }

  /// A bus that is slow is not one that hangs.
  @Test func whateverLeavesBeginsItAnew() throws {
    let first = try #require(Backlog(much, after: nil, at: begin))
    let next = try #require(Backlog(much - 1, after: first, at: later(5)))
    #expect(next.since == later(5) && next.least == much - 1)
  }
}
