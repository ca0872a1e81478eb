import Testing

@testable import killall_tofu_benchmarks

@Suite struct TailTests {
  // The nearest rank: of two hundred, the two latest lie above the 99th percentile.
  @Test(
    arguments: [
      ([7], (7, 7, 7)),
      ([2, 1], (1, 2, 2)),
      ((1...100).reversed().map(Double.init), (50, 99, 100)),
      ((1...200).map(Double.init), (100, 198, 200)),
    ] as [([Double], (Double, Double, Double))])
  func percentilesAreMeasuredNumbers(numbers: [Double], expected: (Double, Double, Double)) throws {
    let tail = try #require(Tail(numbers))
    #expect((tail.p50, tail.p99, tail.maximum) == expected)
  }

  @Test func thereIsNoTailOfNothing() {
    #expect(Tail([]) == nil)
  }

  @Test func aRatioIsTakenRankByRank() throws {
    let ratio = try #require(Tail([2, 4, 9])) / #require(Tail([1, 2, 3]))
    #expect((ratio.p50, ratio.p99, ratio.maximum) == (2, 3, 3))
  }
}
