import Deadlines
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct AlarmTests {
  @Test func ringsAtOnceForATimeThatHasCome() async throws {
    let alarm = try Alarm.system()
    alarm.set(Clock.system.now().wall)
    var rings = alarm.rings.makeAsyncIterator()
    #expect(await rings.next() == .timePassed)
  }

  @Test(arguments: [Int64.min, -1, 0, 1])
  func timesBeforeAllTimesRingToo(seconds: Int64) async throws {
    let alarm = try Alarm.system()
    alarm.set(Timestamp(seconds))
    var rings = alarm.rings.makeAsyncIterator()
    #expect(await rings.next() == .timePassed)
  }

  @Test func theClocksAgree() {
    let first = Clock.system.now()
    let second = Clock.system.now()
    #expect(first.bootID == second.bootID && !first.bootID.isEmpty)
    #expect(second.awake >= first.awake)
    #expect(second.wall >= first.wall)
    #expect(second.asleep >= .zero)
  }
}
