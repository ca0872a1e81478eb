import Testing

@testable import DBus

@Suite struct AnswerAllowanceTests {
  private let start = SuspendingClock.now

  @Test func whoWasSentTooMuchWaitsAndOthersDoNot() {
    var allowance = AnswerAllowance()
    for _ in 0..<32 { allowance.note(1 << 20, for: ":1.1", at: start) }
    #expect(allowance.refusal(of: ":1.1", at: start) == nil)
    allowance.note(10 << 20, for: ":1.1", at: start)
    #expect(allowance.refusal(of: ":1.1", at: start)?.message.contains("in 6 s") == true)
    #expect(allowance.refusal(of: ":1.2", at: start) == nil)
    #expect(allowance.refusal(of: ":1.1", at: start + .seconds(4)) != nil)
    #expect(allowance.refusal(of: ":1.1", at: start + .seconds(5)) == nil)
    // A clock that goes back forgets nothing.
    #expect(allowance.refusal(of: ":1.1", at: start - .seconds(5)) != nil)
  }

  @Test func whatIsRememberedIsBoundedAndTheWorstIsNotForgotten() {
    var allowance = AnswerAllowance()
    allowance.note(40 << 20, for: ":1.0", at: start)
    for peer in 1...3_000 {
      guard let name = try? BusName(":1.\(peer)") else { continue }
      allowance.note(100, for: name, at: start)
    }
    #expect(allowance.count <= AnswerAllowance.mostPeers)
    #expect(allowance.refusal(of: ":1.0", at: start) != nil)
    allowance.note(100, for: ":1.9999", at: start + .seconds(60))
    #expect(allowance.count <= 2)
  }
}
