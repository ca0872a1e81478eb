import Testing

@testable import DBus

/// How long a connection that is closed waits for what it has sent.
@Suite struct PartingTests {
  private let begin = SuspendingClock.now

  private func later(_ milliseconds: Int) -> SuspendingClock.Instant {
    begin.advanced(by: .milliseconds(milliseconds))
  }

  @Test func aBusThatTakesNothingIsGivenAFifthOfASecond() {
    var parting = Parting(unsent: 1_000, at: begin)
    for moment in [0, 50, 150] { parting.note(unsent: 1_000, at: later(moment)) }
    // More was sent meanwhile, as answers are.
    parting.note(unsent: 1_500, at: later(190))
    #expect(parting.until == later(200))
  }

  @Test func oneThatGoesOnTakingIsGivenTime() {
    var parting = Parting(unsent: 2_000, at: begin)
    for moment in 1...20 {
      parting.note(unsent: 2_000 - moment, at: later(moment * 150))
      #expect(parting.until == later(moment * 150 + 200))
    }
  }

  @Test func nobodyKeepsAConnectionOpenByHavingItAnswer() {
    var parting = Parting(unsent: 1_000, at: begin)
    for moment in 1...500 { parting.note(unsent: moment % 2 == 0 ? 1_000 : 900, at: later(moment * 100)) }
    #expect(parting.until == later(5_000))
  }
}
