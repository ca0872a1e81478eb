import DBus
import Testing

@testable import Daemon

@Suite struct SleepCycleTests {
  static let table: [(String, [SleepCycle.Event], [SleepCycle.Step], isAwake: Bool)] = [
    ("a sleep", [.sleeps(by: ":1.1"), .prepared(1), .wakes], [.prepare(1), .letSleep, .wake], true),
    ("not back yet", [.sleeps(by: ":1.1"), .prepared(1)], [.prepare(1), .letSleep], false),
    (
      "two sleeps", [.sleeps(by: ":1.1"), .prepared(1), .wakes, .sleeps(by: ":1.1"), .prepared(2)],
      [.prepare(1), .letSleep, .wake, .prepare(2), .letSleep], false
    ),
    ("said twice", [.sleeps(by: ":1.1"), .sleeps(by: ":1.1")], [.prepare(1)], false),
    (
      "said again while asleep", [.sleeps(by: ":1.1"), .prepared(1), .sleeps(by: ":1.1")],
      [.prepare(1), .letSleep], false
    ),
    ("only its end", [.wakes], [.wake], true),
    ("called off before all were ready", [.sleeps(by: ":1.1"), .wakes], [.prepare(1)], false),
    ("called off, then ready", [.sleeps(by: ":1.1"), .wakes, .prepared(1)], [.prepare(1), .wake], true),
    (
      "ready for an earlier sleep",
      [.sleeps(by: ":1.1"), .prepared(1), .wakes, .sleeps(by: ":1.1"), .prepared(1)],
      [.prepare(1), .letSleep, .wake, .prepare(2)], false
    ),
    ("ready for nothing", [.prepared(0), .prepared(7)], [], true),
    ("logind leaves", [.logind(nil)], [], true),
    ("logind comes", [.logind(":1.1")], [.takeAnew], true),
    (
      "logind leaves in mid-sleep", [.sleeps(by: ":1.1"), .prepared(1), .logind(nil)],
      [.prepare(1), .letSleep], false
    ),
    (
      "another logind in mid-sleep", [.sleeps(by: ":1.1"), .prepared(1), .logind(nil), .logind(":1.2")],
      [.prepare(1), .letSleep, .takeAnew, .wake], true
    ),
    (
      "another logind while getting ready", [.sleeps(by: ":1.1"), .logind(":1.2"), .prepared(1)],
      [.prepare(1), .takeAnew, .wake], true
    ),
    (
      "its coming is heard of after its word", [.sleeps(by: ":1.2"), .prepared(1), .logind(":1.2")],
      [.prepare(1), .letSleep, .takeAnew], false
    ),
  ]

  @Test(arguments: table)
  func everyThingHeardHasItsSteps(
    _ name: String, _ events: [SleepCycle.Event], _ steps: [SleepCycle.Step], isAwake: Bool
  ) {
    var cycle = SleepCycle()
    #expect(events.flatMap { cycle.handle($0) } == steps, "\(name)")
    #expect(cycle.isAwake == isAwake, "\(name)")
  }
}
