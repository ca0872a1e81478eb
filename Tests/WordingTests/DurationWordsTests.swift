import Deadlines
import Testing
import Wording

@Suite struct DurationWordsTests {
  @Test(arguments: [
    (0, "0 seconds", "0 seconds", "0s"), (1, "1 second", "1 second", "1s"),
    (45, "45 seconds", "45 seconds", "45s"),
    (60, "1 minute", "1 min", "1m"), (90, "1 minute 30 seconds", "1m 30s", "1m 30s"),
    (900, "15 minutes", "15 min", "15m"), (3_600, "1 hour", "1 hour", "1h"),
    (5_400, "1 hour 30 minutes", "1h 30m", "1h 30m"), (3_599, "59 minutes 59 seconds", "59m 59s", "59m 59s"),
    (7_199, "2 hours", "2 hours", "2h"), (86_399, "1 day", "1 day", "1d"),
    (90_000, "1 day 1 hour", "1d 1h", "1d 1h"),
    (-5, "0 seconds", "0 seconds", "0s"),
  ])
  func inWordsLabelsAndLetters(seconds: Int64, words: String, label: String, compact: String) {
    #expect(Duration.seconds(seconds).words == words)
    #expect(Duration.seconds(seconds).label == label)
    #expect(Duration.seconds(seconds).compact == compact)
  }

  /// A file may hold any time, and none may be the end of who speaks of it.
  @Test(arguments: [Timestamp(.min), Timestamp(.max), Timestamp(-.max), Timestamp(0)])
  func noTimeIsTooFar(time: Timestamp) {
    for other in [Timestamp(.min), Timestamp(.max), Timestamp(1_800_000_000)] {
      let away = time - other
      #expect(!away.words.isEmpty && !away.glance.isEmpty && !(away + away).label.isEmpty)
      #expect(
        (away + away).wholeSeconds == (away + away + away).wholeSeconds || away < .seconds(Int64.max / 2))
      let project = Project(
        id: Project.ID(1), path: "/p", name: "p", timeout: "1h", command: "true", deadline: time,
        createdAt: other, updatedAt: other)
      for kind in [Warning.Kind.deadline, .overdue, .abandoned] {
        let warning = Warning(project: project, kind: kind, offset: .seconds(Int64.min), due: time)
        #expect(!warning.text(at: other, home: nil, canAct: true).body.isEmpty)
      }
    }
  }

  @Test(arguments: [
    (0, "0 seconds"), (299, "4 minutes 59 seconds"), (599, "9 minutes 59 seconds"), (600, "10 minutes"),
    (899, "15 minutes"), (3_537, "59 minutes"), (3_570, "1 hour"), (7_260, "2 hours 1 minute"),
    (36_000 + 1_799, "10 hours"), (86_340, "1 day"),
  ])
  func atAGlance(seconds: Int64, glance: String) {
    #expect(Duration.seconds(seconds).glance == glance)
  }
}
