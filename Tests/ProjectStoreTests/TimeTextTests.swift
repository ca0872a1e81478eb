import Deadlines
import Testing

@testable import ProjectStore

@Suite("Times written as text")
struct TimeTextTests {
  @Test(
    "are read in every form that other programs store",
    arguments: [
      ("1970-01-01 00:00:00", 0),
      ("2026-09-21 13:33:20", 1_789_997_600),
      ("2026-09-21T13:33:20", 1_789_997_600),
      ("2026-09-21T13:33:20Z", 1_789_997_600),
      ("2026-09-21T13:33:20.987Z", 1_789_997_600),
      ("2026-09-21T13:33:20,5z", 1_789_997_600),
      ("2026-09-21T15:33:20+02:00", 1_789_997_600),
      ("2026-09-21 15:33:20 +0200", 1_789_997_600),
      ("2026-09-21T08:03:20-05:30", 1_789_997_600),
      ("2026-09-21T15:33+02", 1_789_997_580),
      ("2026-09-21", 1_789_948_800),
      ("2024-02-29 00:00:00", 1_709_164_800),
      ("9999-12-31 23:59:59", 253_402_300_799),
    ] as [(String, Int64)])
  func readable(text: String, seconds: Int64) {
    #expect(Timestamp(text: text) == Timestamp(seconds))
  }

  @Test(
    "are refused when they are no time",
    arguments: [
      "", " ", "soon", "2026", "2026-13-01 00:00:00", "2026-02-29 00:00:00", "2026-04-31", "2026-00-10",
      "2026-09-21 24:00:00", "2026-09-21 13:60:00", "2026-09-21 13:33:60", "2026-09-21 13:33:20.",
      "2026-09-21 13:33:20 UTC", "2026-09-21T13:33:20+25:00", "2026-09-21T13:33:20+02:75", "2026-09-21T",
      "2026-09-21T13:33:20+02:", "2026-09-21T13:33:20+15:00", "2026-09-21T13:33:20+02:1",
      "2026-09-21 13:33:20 trailing", "-2026-09-21", "２０２６-09-21", "1790000000000",
    ])
  func unreadable(text: String) {
    #expect(Timestamp(text: text) == nil)
  }

  @Test(
    "agree with SQLite's own reading",
    arguments: [0, 951_782_400, 1_709_164_799, 4_102_444_800, 32_503_680_000])
  func agreesWithSQLite(seconds: Int64) async throws {
    let text = try await OtherProgram.run("SELECT datetime(\(seconds), 'unixepoch')", on: ":memory:")
    #expect(Timestamp(text: text) == Timestamp(seconds))
  }
}
