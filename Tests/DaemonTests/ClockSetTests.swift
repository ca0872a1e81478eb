import Deadlines
import Glibc
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct ClockSetTests {
  /// Only root may set the clock; setting it to the time it has moves nothing, and the kernel tells all the same.
  @Test(.enabled(if: setClockToItself(), "only root may set the clock")) func aSetClockRingsAtOnce()
    async throws
  {
    let alarm = try Alarm.system()
    alarm.set(Clock.system.now().wall + .days(300))
    var rings = alarm.rings.makeAsyncIterator()
    for _ in 0..<3 {
      #expect(setClockToItself())
      #expect(await rings.next() == .clockChanged)
    }
  }

  @Test(
    arguments: [
      ("Nov 26 2026", 1_795_651_200), ("Jan  1 1970", 0), ("Feb 29 2028", 1_835_395_200), ("", 0),
      ("Foo 1 2026", 0),
    ] as [(String, Int64)])
  func theDayOfTheBuildIsRead(text: String, seconds: Int64) {
    #expect(ClockTrust.day(named: text) == Timestamp(seconds))
  }

  /// Whoever runs this built it after it was written, and before now.
  @Test func theBuildDateIsSound() {
    #expect(ClockTrust.buildDate > Timestamp(1_790_000_000))
    #expect(ClockTrust.buildDate <= Clock.system.now().wall)
  }
}

private func setClockToItself() -> Bool {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return clock_settime(CLOCK_REALTIME, &time) == 0
}
