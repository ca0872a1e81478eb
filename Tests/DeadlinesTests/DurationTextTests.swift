import Deadlines
import Testing

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("30s", 30), ("15 min", 900), ("2 hours", 7_200), ("2h", 7_200), ("1 day", 86_400), ("1 week", 604_800),
    ("1h30m", 5_400), ("1 hour 30 minutes", 5_400), ("1.5 hours", 5_400), ("  2 HOURS ", 7_200),
    ("1d12h", 129_600), ("1 s", 1), ("365 days", 31_536_000), ("2\u{a0}h", 7_200), ("1.5s", 1),
  ])
  func readsWhatPeopleWrite(text: String, seconds: Int64) throws {
    #expect(try Duration(text: text) == .seconds(seconds))
  }

  @Test(arguments: [
    ("", DurationError.empty), ("  \n", .empty), ("15", .missingUnit("15")), ("1h 30", .missingUnit("30")),
    ("-5h", .unreadable("-5h")), ("+5h", .unreadable("+5h")), ("3 fortnights", .unknownUnit("fortnights")),
    ("0s", .outOfRange), ("0.5s", .outOfRange), ("366 days", .outOfRange),
    ("99999999999999999999h", .outOfRange),
    (".5h", .unreadable(".5h")), ("1..5h", .unreadable("1..5h")), ("5.h", .unreadable("5.h")),
    ("1,5h", .missingUnit("1")), ("1h;", .unreadable(";")), ("2h\u{0}", .unreadable("\u{0}")),
    ("٣h", .unreadable("٣h")), ("tomorrow", .unreadable("tomorrow")), ("1e3s", .unknownUnit("e")),
  ])
  func refusesWhatIsNoDuration(text: String, error: DurationError) {
    #expect(throws: error) { try Duration(text: text) }
  }
}
