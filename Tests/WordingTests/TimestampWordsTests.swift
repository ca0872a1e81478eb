import Deadlines
import Testing
import Wording

@Suite struct TimestampWordsTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_795_362_000, "2026-11-22T15:40:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (Int64.max, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func iso8601(seconds: Int64, text: String) {
    #expect(Timestamp(seconds).iso8601 == text)
  }

  @Test func theDateIsNamedOnAnotherDay() {
    let noon = Timestamp(1_795_348_800)
    #expect((noon + .minutes(1)).clockTime(at: noon).count == 8)
    #expect((noon + .minutes(15)).clockTime(at: noon).count == 5)
    #expect((noon + .days(2)).clockTime(at: noon).count > 5)
    #expect(!(noon + .days(2)).clockTime(at: noon).contains("2026"))
    #expect((noon + .days(400)).clockTime(at: noon).contains("2027"))
  }
}
