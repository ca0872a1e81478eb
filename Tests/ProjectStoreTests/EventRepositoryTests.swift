import Deadlines
import Testing

@testable import ProjectStore

/// The seed's operations on the audit log.
@Suite("Lines of the audit log", .bothEngines)
struct EventRepositoryTests {
  let store: ProjectStore
  let project: Project

  init() async throws {
    store = try ProjectStore.inMemory(engine: .underTest)
    project = try await store.projects.create(sample(), at: noon)
  }

  /// Logs `count` lines; of each three one is of no project, and the later half is claimed to be older.
  private func log(_ count: Int) async throws {
    let kinds = LogEvent.Kind.allCases
    for number in 0..<count {
      let event = LogEvent(
        projectID: number.isMultiple(of: 3) ? nil : project.id, kind: kinds[number % kinds.count],
        message: "\(number)", metadata: #"{"number": \#(number), "nested": [null, "ü"]}"#,
        createdAt: noon + .seconds(number < count / 2 ? 1 : 0))
      let logged = try await store.events.log(event)
      #expect(logged.id == Int64(number + 1) && logged.metadata == event.metadata)
      #expect(try await store.events.find(Int64(number + 1)) == logged)
    }
  }

  @Test("are listed by project, kind and age")
  func listed() async throws {
    try await log(18)
    #expect(try await store.events.all().values.map(\.message) == (0..<18).map(String.init))
    #expect(try await store.events.of(project.id).values.count == 12)
    #expect(try await store.events.of(Project.ID(9)) == Listing())
    #expect(try await store.events.of(kind: .extended).values.map(\.message) == ["3", "12"])
    #expect(try await store.events.recent(3).values.map(\.message) == ["8", "7", "6"])
    #expect(try await store.events.recent(0) == Listing())
    #expect(try await store.events.count(.all.filter { $0.projectID.isMissing }) == 6)
    let page = Query<LogEvent>.kind(.error).ordered(by: \.createdAt).page(2, of: 1)
    #expect(try await store.events.fetch(page).values.map(\.message) == ["8"])
  }

  @Test("are deleted one by one, or with their project")
  func deleted() async throws {
    try await log(6)
    #expect(try await store.events.delete(1))
    #expect(try await !store.events.delete(1))
    #expect(try await store.events.find(1) == nil)
    #expect(try await store.projects.delete(project.id))
    #expect(try await store.events.all().values.map(\.message) == ["3"])
  }

  @Test(
    "hold any JSON, and text that is none", arguments: ["", "{", "null", "0123", "\"\u{2028}\"", "[1e400]"])
  func metadata(text: String) async throws {
    let event = LogEvent(
      projectID: nil, kind: .error, message: "m", metadata: text, createdAt: Timestamp.storable.upperBound)
    let logged = try await store.events.log(event)
    #expect(try await store.events.all().values == [logged] && logged.metadata == text)
  }

  @Test("are not written at a time that no row may hold")
  func times() async throws {
    let bad = BadCell(table: "events", column: "created_at", id: nil, value: "-1")
    await #expect(throws: StoreError.badCell(bad)) {
      try await store.events.log(
        LogEvent(projectID: nil, kind: .error, message: "", createdAt: Timestamp(-1)))
    }
    #expect(try await store.events.count() == 0)
  }
}
