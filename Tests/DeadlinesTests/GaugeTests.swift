import Testing

@testable import Deadlines

@Suite struct GaugeTests {
  @Test(arguments: [
    (7_200, 7_200, 12, TimeBand.green), (7_199, 7_200, 12, .green), (6_600, 7_200, 11, .green),
    (3_600, 7_200, 6, .yellow), (901, 7_200, 2, .yellow), (900, 7_200, 2, .red), (600, 7_200, 1, .red),
    (1, 7_200, 1, .red), (0, 7_200, 0, .red), (-5, 7_200, 0, .red), (9_000, 7_200, 12, .green),
    (30, 60, 6, .yellow), (5, 10, 6, .yellow), (6, 10, 8, .green), (Int64.max, Int64.max, 12, .green),
    (5, 0, 12, .green), (0, 0, 0, .red),
  ])
  func showsWhatIsLeft(left: Int64, lifetime: Int64, filled: Int, band: TimeBand) {
    #expect(Gauge(left: .seconds(left), lifetime: .seconds(lifetime)) == Gauge(filled: filled, band: band))
  }

  /// Looked at when it says so, it has changed; until then it has not, but for the patience that is asked far off.
  @Test(arguments: [10, 61, 600, 1_800, 7_200, 86_400, 31_536_000] as [Int64])
  func isSteadyAsLongAsItSays(lifetime: Int64) throws {
    var left = lifetime
    var looks = 0
    let life = Duration.seconds(lifetime)
    while left > 0 {
      let wait = try #require(Gauge.steady(left: .seconds(left), lifetime: life)).wholeSeconds
      #expect(wait >= 1 && wait <= left)
      let now = Gauge(left: .seconds(left), lifetime: life)
      #expect(Gauge(left: .seconds(left - wait), lifetime: life) != now || left - wait == 300)
      if left > 300 {
        #expect(wait >= min(60, left - 300))
      } else {
        #expect(wait == 1 || Gauge(left: .seconds(left - wait + 1), lifetime: life) == now)
      }
      left -= wait
      looks += 1
    }
    #expect(looks <= 16)
    #expect(Gauge.steady(left: .zero, lifetime: life) == nil)
  }
}
