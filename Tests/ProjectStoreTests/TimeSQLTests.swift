import Deadlines
import RealParts
import Testing

@testable import ProjectStore

/// What SQL sorts, filters and indexes by must be what the rows say when they are read.
@Suite("Times as SQL reads them", .bothEngines)
struct TimeSQLTests {
  let store: ProjectStore

  init() async throws {
    store = try ProjectStore.inMemory(engine: .underTest)
    try await store.run("CREATE TABLE cells (time INTEGER)")
  }

  /// The seconds that SQL finds in each of `texts`.
  private func seconds(_ texts: [String]) async throws -> [Cell] {
    try await store.read { connection in
      try connection.immediately {
        for text in texts { try connection.run("INSERT INTO cells VALUES (?)", [.text(text)]) }
      }
      let answer = try connection.cells("SELECT \(secondsSQL("time")) FROM cells ORDER BY rowid")
      return answer.map { $0[0] }
    }
  }

  private func check(_ texts: [String]) async throws {
    for (text, found) in zip(texts, try await seconds(texts)) {
      guard let time = Timestamp(text: text) else { continue }
      #expect(found == .integer(time.seconds), "\(text)")
    }
  }

  @Test("agree with our reading in every form, to the second")
  func table() async throws {
    let texts = [
      "2026-09-21", "0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29 23:59", "1900-03-01T00:00",
      "2026-09-21 13:33:20.9999", "2026-09-21 13:33:20,999999Z", "2026-09-21t13:33:20.9995+02",
      "2026-09-21 13:33:20.9999-0530", "2026-09-21 13:33:20.9999 -05:30", "9999-12-31 23:59:59.9999",
      "2026-09-21T15:33+02", "2026-09-21T15:33 +02", "2026-09-21T15:33+0200", "2026-09-21T15:33 +0200",
      "2026-09-21T15:33+02:00", "2026-09-21T15:33z", "2026-09-21T15:33 ", "2026-09-21 13:33:20 Z",
      "2026-09-21 13:33:20 +14:59", "2026-09-21 13:33:20-14", "2026-01-01 00:00:00+00:00",
      "2026-09-21 13:33:20.123456789012345678901234567890+0000", "1970-01-01T00:00:00-00",
    ]
    #expect(texts.allSatisfy { Timestamp(text: $0) != nil })
    try await check(texts)
  }

  @Test("agree in forms put together at random", arguments: [1, 2, 3])
  func random(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let texts = (0..<1_500).map { _ in Self.text(&random) }
    #expect(texts.count { Timestamp(text: $0) != nil } > 500)
    try await check(texts)
  }

  private static func text(_ random: inout SeededRandom) -> String {
    func two(_ range: ClosedRange<Int>) -> String {
      let number = Int.random(in: range, using: &random)
      return number < 10 ? "0\(number)" : "\(number)"
    }
    let years = ["0001", "0004", "1600", "1969", "1970", "2000", "2024", "2026", "2100", "9999"]
    var text = "\(random.one(of: years))-\(two(1...12))-\(two(1...31))"
    if random.once(in: 8) { return text }
    text += random.one(of: ["T", "t", " "]) + "\(two(0...23)):\(two(0...59))"
    if !random.once(in: 4) {
      text += ":\(two(0...59))"
      let fractions = [
        "", ".0", ",5", ".999", ".9999", ",9995", ".99999999999", ".000000000000000000001", ".",
      ]
      text += random.one(of: fractions)
    }
    let zones = [
      "", "Z", "z", "+00", "-00:00", "+02:", "+1", "+24", "*", "+\(two(0...15))", "-\(two(0...15))",
    ]
    var zone = random.one(of: zones)
    if zone.count == 3, random.once(in: 2) { zone += random.one(of: ["", ":"]) + two(0...59) }
    return text + random.one(of: ["", "", " "]) + zone
  }

  /// An index on an expression may refuse a row that the expression cannot read.
  @Test(
    "never refuse another program's row",
    arguments: [
      "'now'", "''", "'rubbish'", "X'00'", "X''", "1e300", "-1e300", "9e999", "-5", "'9999-99-99'", "NULL",
      "'2026-09-21 now'", "'2026-09-21 12:00 localtime'", "'2026-09-21' || char(0) || 'now'", "'12:00'",
      "'2026-09-21' || char(0)", "CAST(X'323032362D30392D3231FF' AS TEXT)", "\(Int64.max)", "\(Int64.min)",
      "'2026-09-21 13:33:20' || printf('%.*c', 100000, '0')", "CURRENT_TIMESTAMP", "'2460000.5'",
    ])
  func neverRefused(value: String) async throws {
    try await store.run(
      """
      INSERT INTO projects (path, name, timeout, command, destroy_at) VALUES ('/srv/a', 'a', '1h', 'true', \(value));
      INSERT INTO events (type, message, created_at) VALUES ('error', 'm', coalesce(\(value), 0));
      UPDATE projects SET created_at = coalesce(destroy_at, 0), destroy_at = coalesce(\(value), 7);
      REINDEX;
      """)
    let listing = try await store.projects.active()
    #expect(listing.values.count + listing.damaged.count == 1)
    #expect(try await store.events.count(.recent()) == 1)
    #expect(try await store.answer("PRAGMA integrity_check") == [[.text("ok")]])
  }
}
