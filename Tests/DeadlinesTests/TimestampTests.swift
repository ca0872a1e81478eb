import Deadlines
import Testing

@Suite struct TimestampTests {
  @Test func arithmeticSaturates() {
    #expect(Timestamp(.max) + .days(1) == Timestamp(.max))
    #expect(Timestamp(.min) - .days(1) == Timestamp(.min))
    #expect(Timestamp(.max) - Timestamp(.min) > .days(1))
    #expect(Timestamp(100) - .seconds(40) == Timestamp(60))
  }

  @Test(
    arguments: [
      (.milliseconds(1_001), 2), (.seconds(1), 1), (.zero, 0), (.milliseconds(-500), 0),
    ] as [(Duration, Int64)])
  func roundsUp(duration: Duration, seconds: Int64) {
    #expect(duration.secondsRoundedUp == seconds)
  }
}
