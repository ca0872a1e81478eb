import Testing

@testable import killall_tofu_benchmarks

@Suite struct FindingTests {
  private func round(floor: Int, typed: Int) -> Round {
    Round(
      turns: [
        .floor: Turn(duration: .microseconds(floor), yield: 1),
        .typed: Turn(duration: .microseconds(typed), yield: 1),
      ], operations: 10)
  }

  @Test func costIsPerOperation() {
    #expect(round(floor: 100, typed: 110).nanoseconds(.floor) == 10_000)
  }

  // The machine was ten times as slow in the last two rounds; the columns still differ by a tenth.
  @Test func ratiosAreTakenWithinARound() throws {
    let rounds = [
      round(floor: 100, typed: 110), round(floor: 1_000, typed: 1_100), round(floor: 1_000, typed: 1_100),
    ]
    let finding = try #require(Finding(.typed, to: .floor, of: rounds, limit: 1.05))
    #expect(finding.ratio.minimum == finding.ratio.maximum)
    #expect(abs(finding.ratio.median - 1.1) < 1e-9)
    #expect(finding.isMet == false)
    #expect(finding.name == "typed/floor")
  }

  @Test func aGoalIsMetAtItsLimitAndNoGoalIsNeitherMetNorMissed() throws {
    let rounds = [round(floor: 100, typed: 200)]
    #expect(try #require(Finding(.typed, to: .floor, of: rounds, limit: 2)).isMet == true)
    #expect(try #require(Finding(.typed, to: .floor, of: rounds, limit: nil)).isMet == nil)
  }
}
