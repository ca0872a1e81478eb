import Deadlines
import Testing

@testable import ProjectStore

@Suite("Asking with queries", .bothEngines)
struct QueryTests {
  let store: ProjectStore

  init() throws {
    store = try ProjectStore.inMemory(engine: .underTest)
  }

  /// Makes projects named `0`, `1`, …, whose registrations, names and deadlines are as told.
  private func make(
    _ count: Int, _ shape: (inout NewProject, Int) -> Void = { _, _ in }, at now: Timestamp = noon
  ) async throws {
    let new = (0..<count).map { number in
      var new = sample("/srv/\(number)", name: "\(number)")
      shape(&new, number)
      return new
    }
    _ = try await store.projects.create(new, at: now)
  }

  private func names(_ query: Query<Project>) async throws -> [String] {
    let listing = try await store.projects.fetch(query)
    #expect(listing.damaged.isEmpty)
    #expect(try await store.projects.count(query) == listing.values.count)
    return listing.values.map(\.name)
  }

  /// Times of other programs' forms in one column, which only compare right as points in time.
  @Test("Expiring is active, not past, sooner than the limit, nearest first, whatever type a time has")
  func expiring() async throws {
    try await make(12)
    try await store.run(
      """
      UPDATE projects SET generation = 2, destroy_at = CASE name
        WHEN '0' THEN 1790003600 WHEN '1' THEN 1790000000 WHEN '2' THEN 1789999999 WHEN '3' THEN 1790003599
        WHEN '4' THEN '2026-09-21 14:15:00' WHEN '5' THEN '2026-09-21T16:14:00+02:00'
        WHEN '6' THEN '2026-09-21T14:13:30,999Z' WHEN '7' THEN '2026-09-21t09:14+0500'
        WHEN '8' THEN '2026-09-21' WHEN '9' THEN '2026-09-22' WHEN '11' THEN '2026-09-21 16:13:25.9999+02'
      END;
      UPDATE projects SET destroy_at = '2026-09-21 14:20:00', generation = 3, active = 0, status = 'cancelled'
      WHERE name = '10';
      """)
    let expected = ["1", "11", "6", "5", "4", "3"]
    #expect(try await names(.expiring(within: .hours(1), at: noon)) == expected)
    #expect(try await store.projects.expiring(within: .hours(1), at: noon).values.map(\.name) == expected)
    #expect(try await store.projects.nextDeadline(from: noon)?.name == "1")
    #expect(try await store.projects.nextDeadline(from: noon + .seconds(1))?.name == "11")
    #expect(try await names(.expiring(within: .zero, at: noon)) == [])
    #expect(try await names(.expiring(within: .seconds(-9), at: noon)) == [])
    #expect(try await names(.expiring(within: .seconds(Int64.max), at: noon)).count == 8)
    #expect(try await names(.expiring(within: .hours(1), at: Timestamp(.max))) == [])
  }

  @Test("Builders compose into active projects of a timeout in pages")
  func composed() async throws {
    try await make(10, { $0.timeout = $1.isMultiple(of: 2) ? "1 day" : "2 hours" })
    try await store.run(
      "UPDATE projects SET active = 0, status = 'cancelled', generation = 2 WHERE name = '4'")
    let query = Query<Project>.active.filter { $0.timeout == "1 day" }.ordered(by: \.name, .descending)
    #expect(try await names(query.page(1, of: 2)) == ["8", "6"])
    #expect(try await names(query.limit(2).offset(2)) == ["2", "0"])
    #expect(try await names(query.page(3, of: 2)) == [])
    #expect(try await names(.timeout("2 hours").limit(1)) == ["1"])
    #expect(try await names(.recent(3)) == ["9", "8", "7"])
  }

  @Test(
    "Pages neither repeat nor skip a row among equal keys", arguments: [Direction.ascending, .descending])
  func pages(direction: Direction) async throws {
    try await make(23, { new, number in new.name = number.isMultiple(of: 3) ? "a" : "b" })
    let query = Query<Project>.all.ordered(by: \.name).ordered(by: \.createdAt, direction)
    var paged: [Project.ID] = []
    for page in 1...4 {
      paged += try await store.projects.fetch(query.page(page, of: 7)).values.map(\.id)
    }
    #expect(try await store.projects.fetch(query).values.map(\.id) == paged)
    #expect(Set(paged).count == 23)
    #expect(paged.first?.number == (direction == .ascending ? 1 : 22))
  }

  @Test(
    "Any limit, offset and page is answered",
    arguments: [
      Limited([]) { $0.limit(0) }, Limited([]) { $0.limit(-1) }, Limited(["0", "1", "2"]) { $0.limit(.max) },
      Limited(["2"]) { $0.offset(2) }, Limited(["0", "1", "2"]) { $0.offset(-2) },
      Limited([]) { $0.offset(.max) },
      Limited([]) { $0.limit(.max).offset(.max) }, Limited(["1", "2"]) { $0.limit(.max).offset(1) },
      Limited(["0", "1"]) { $0.page(0, of: 2) }, Limited(["0", "1"]) { $0.page(-7, of: 2) },
      Limited([]) { $0.page(.max, of: .max) }, Limited([]) { $0.page(2, of: .max) },
      Limited([]) { $0.page(2, of: -1) },
      Limited(["0", "1"]) { $0.limit(1).limit(2) }, Limited([]) { $0.page(.min, of: .min) },
    ])
  func limits(limited: Limited) async throws {
    try await make(3)
    #expect(try await names(limited.change(.all)) == limited.names)
    #expect(try await names(limited.change(Query<Project>.all.ordered(by: \.name))) == limited.names)
  }

  @Test(
    "Conditions mean what they say",
    arguments: [
      Asked("1") { $0.name == "1" }, Asked("023") { $0.name != "1" }, Asked("0") { $0.name < "1" },
      Asked("01") { $0.name <= "1" }, Asked("23") { $0.name > "1" }, Asked("123") { $0.name >= "1" },
      Asked("1") { $0.name == "1" || $0.name == "2" && $0.timeout == "no" },
      Asked("12") { ($0.name == "1" || $0.name == "2") && $0.timeout == "2 hours" },
      Asked("1") { ($0.name == "1" || $0.name == "2") && $0.name != "2" },
      Asked("01") { $0.name == "1" && $0.timeout == "2 hours" || $0.name == "0" },
      Asked("012") { $0.isActive.isSet }, Asked("3") { $0.isActive.isNotSet },
      Asked("0123") { $0.isActive.isPresent },
      Asked("03") { $0.isActive.isNotSet || $0.name == "0" },
      Asked("") { $0.isActive.isNotSet && $0.name == "0" },
      Asked("1") { $0.deadline.isMissing }, Asked("02") { $0.deadline.isPresent && $0.isActive.isSet },
      Asked("2") { $0.deadline == noon }, Asked("03") { $0.deadline != noon },
      Asked("023") { $0.deadline < Timestamp(.max) },
      Asked("023") { $0.deadline >= Timestamp(.min) }, Asked("3") { $0.status == .cancelled },
      Asked("0123") { $0.holdReason.isMissing }, Asked("") { $0.holdReason == .overdue },
      Asked("0123") { $0.source == .manual }, Asked("23") { $0.id > Project.ID(2) },
      Asked("") { $0.id == Project.ID(.max) || $0.id == Project.ID(.min) },
      Asked("0123") { $0.updatedAt == noon },
    ])
  func conditions(asked: Asked) async throws {
    try await make(4)
    try await store.run(
      """
      UPDATE projects SET generation = 2, destroy_at = CASE name WHEN '2' THEN '2026-09-21T14:13:20Z'
        WHEN '1' THEN NULL ELSE destroy_at END;
      UPDATE projects SET generation = 3, active = 0, status = 'cancelled' WHERE name = '3';
      """)
    #expect(try await names(.all.filter(asked.condition)).joined() == asked.names)
    let twice = Query<Project>.all.filter { $0.name != "0" }.filter(asked.condition)
    let expected = String(asked.names.filter { $0 != "0" }.reversed())
    #expect(try await names(twice.ordered(by: \.id, .descending)).joined() == expected)
  }

  @Test("Missing comes before every value in an order")
  func missing() async throws {
    try await make(3, { $0.deadline = $1 == 1 ? nil : noon + .seconds(Int64(9 - $1)) })
    #expect(try await names(.all.ordered(by: \.deadline)) == ["1", "2", "0"])
    #expect(try await names(.all.ordered(by: \.deadline, .descending)) == ["0", "2", "1"])
  }

  @Test("A row that makes no sense counts in a limit and in a count, and is listed apart")
  func damaged() async throws {
    try await make(4)
    try await store.run("UPDATE projects SET tags = 'none' WHERE name IN ('1', '2')")
    let listing = try await store.projects.fetch(.all.limit(3))
    #expect(listing.values.map(\.name) == ["0"] && listing.damaged.count == 2)
    #expect(try await store.projects.count() == 4)
    #expect(try await store.projects.count(.all.limit(3).offset(2)) == 2)
  }

  /// More shapes than either engine keeps statements for, asked twice.
  @Test("More kinds of questions than statements are kept are answered all the same")
  func manyShapes() async throws {
    try await make(150)
    for _ in 0..<2 {
      for number in 0..<150 {
        let query = Query<Project>.all.offset(number).limit(1)
        try #require(try await store.projects.fetch(query).values.map(\.name) == ["\(number)"])
      }
    }
  }
}

/// A way to cut an answer of three rows, and the names that are left.
struct Limited: Sendable {
  let names: [String]
  let change: @Sendable (Query<Project>) -> Query<Project>

  init(_ names: [String], _ change: @escaping @Sendable (Query<Project>) -> Query<Project>) {
    self.names = names
    self.change = change
  }
}

/// A condition, and the names of the rows for which it holds.
struct Asked: Sendable {
  let names: String
  let condition: @Sendable (Project.Columns) -> Condition<Project>

  init(_ names: String, _ condition: @escaping @Sendable (Project.Columns) -> Condition<Project>) {
    self.names = names
    self.condition = condition
  }
}
