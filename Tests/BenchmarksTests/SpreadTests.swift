import Testing

@testable import killall_tofu_benchmarks

@Suite struct SpreadTests {
  @Test(
    arguments: [
      ([7], [7, 7, 7, 7, 7]),
      ([2, 1], [1, 1.25, 1.5, 1.75, 2]),
      ([5, 1, 4, 2, 3], [1, 2, 3, 4, 5]),
      ([1, 1, 1, 100], [1, 1, 1, 25.75, 100]),
    ] as [([Double], [Double])])
  func quartilesLieBetweenTheNumbers(numbers: [Double], expected: [Double]) throws {
    let spread = try #require(Spread(numbers))
    let found = [
      spread.minimum, spread.lowerQuartile, spread.median, spread.upperQuartile, spread.maximum,
    ]
    #expect(found == expected)
  }

  @Test func thereIsNoMedianOfNothing() {
    #expect(Spread([]) == nil)
  }
}
