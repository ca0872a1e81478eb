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

  /// A time far away that is set first keeps nobody from hearing of the next.
  @Test func aNewTimeTakesThePlaceOfTheOld() async throws {
    let alarm = try Alarm.system()
    var rings = alarm.rings.makeAsyncIterator()
    for _ in 0..<3 {
      alarm.set(Timestamp(Int64.max))
      alarm.set(nil)
      alarm.set(Clock.system.now().wall)
      #expect(await rings.next() == .timePassed)
    }
  }

  /// Its timer is closed only when nobody can set it any more; a number given to another file would be set instead.
  @Test func settingAnAlarmThatNobodyHearsHarmsNothing() async throws {
    let alarm = try Alarm.system()
    let listener = Task { [rings = alarm.rings] in for await _ in rings {} }
    listener.cancel()
    await listener.value
    alarm.set(Clock.system.now().wall)
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
