import Deadlines
import Testing

@testable import ProjectStore

@Suite("Another program's cells")
struct ImportCellsTests {
  @Test(
    "are times where they can mean one",
    arguments: [
      (.integer(1_790_000_000), 1_790_000_000), (.integer(0), 0),
      (.integer(1_790_000_000_123), 1_790_000_000), (.integer(253_402_300_799), 253_402_300_799),
      (.integer(253_402_300_800), 253_402_300), (.integer(-1), nil), (.integer(.max), nil),
      (.integer(.min), nil),
      (.real(1_790_000_000.9), 1_790_000_000), (.real(.nan), nil), (.real(.infinity), nil),
      (.real(1e300), nil),
      (.text("1790000000"), 1_790_000_000), (.text("1790000000123"), 1_790_000_000),
      (.text("2026-09-21 13:33:20"), 1_789_997_600), (.text("2026-09-21T13:33:20.123Z"), 1_789_997_600),
      (.text("2026-09-21T15:33:20+02:00"), 1_789_997_600), (.text("2026-09-21T13:33:20"), 1_789_997_600),
      (.text(""), nil), (.text("never"), nil), (.text("Invalid Date"), nil), (.null, nil), (.blob(4), nil),
      (.brokenText("2026"), nil),
    ] as [(Cell, Int64?)])
  func times(cell: Cell, seconds: Int64?) {
    #expect(cell.time?.seconds == seconds)
  }

  @Test(
    "are flags where they can mean one",
    arguments: [
      (.integer(1), true), (.integer(0), false), (.integer(7), true), (.real(0), false),
      (.text("true"), true),
      (.text("FALSE"), false), (.text("0"), false), (.text("maybe"), nil), (.null, nil), (.blob(1), nil),
    ] as [(Cell, Bool?)])
  func flags(cell: Cell, flag: Bool?) {
    #expect(cell.flag == flag)
  }

  @Test("refer to each other, whether stored as numbers or as text")
  func keys() {
    #expect(Cell.integer(7).key == Cell.text("7").key)
    #expect(Cell.null.key == nil && Cell.blob(1).key == nil)
  }

  @Test(
    "keep of a project file what a teardown depends on",
    arguments: [
      (#"{"timeout":"2h","command":"x","name":"n","tags":["a",1,null]}"#, "2h", "x", "n", ["a", "1"], []),
      (#"{"timeout":120}"#, "120", nil, nil, [], []),
      (#"{"timeout":null,"command":7,"tags":"a","execution":3}"#, nil, nil, nil, [], []),
      (#"{"execution":{"environment":{"B":"1","A":"2"}}}"#, nil, nil, nil, [], ["A", "B"]),
    ] as [(String, String?, String?, String?, [String], [String])])
  func config(
    json: String, timeout: String?, command: String?, name: String?, tags: [String], variables: [String]
  ) throws {
    let config = try #require(ForeignConfig(json: json))
    #expect(config.timeout == timeout && config.command == command && config.name == name)
    #expect(config.tags == tags && config.variables == variables)
  }

  @Test("are no project file where they are no JSON object", arguments: ["", "{nope", "[]", "3", "null"])
  func noConfig(json: String) {
    #expect(ForeignConfig(json: json) == nil)
  }

  /// Nothing is told by the name of the file.
  @Test("tell by their columns whose they are")
  func recognition() {
    let of = { (columns: [String: String]) in Recognition(projects: columns, tables: ["projects"]) }
    let seed = ["id": "INTEGER", "path": "TEXT", "timeout": "TEXT", "command": "TEXT", "active": "INTEGER"]
      .merging(["destroy_at": "INTEGER"]) { $1 }
    let later = ["id": "TEXT", "path": "TEXT", "config": "TEXT", "status": "TEXT"]
    #expect(of(seed) == .original(.seed))
    #expect(of(later.merging(["destroy_at": "TIMESTAMP"]) { $1 }) == .original(.textTimes))
    #expect(of(later.merging(["destroy_at": "integer"]) { $1 }) == .original(.integerTimes))
    #expect(
      of(seed.merging(["generation": "", "hold_reason": "", "config": "", "status": ""]) { $1 }) == .ours)
    #expect(of(["title": "TEXT", "id": ""]) == .unknown("a table projects with the columns id, title"))
    #expect(Recognition(projects: [:], tables: []) == .unknown("no tables"))
    #expect(Recognition(projects: [:], tables: ["b", "a"]) == .unknown("the tables a, b"))
  }
}
