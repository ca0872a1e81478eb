import Deadlines
import Testing

@testable import ProjectStore

@Suite("The audit log", .bothEngines)
struct EventsTests {
  @Test("keeps every kind of line, newest last, of one project and of the program itself")
  func lines() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let one = try await store.projects.add(sample("/srv/a"))
    let two = try await store.projects.add(sample("/srv/b"))
    for kind in LogEvent.Kind.allCases {
      try await store.events.log(
        LogEvent(projectID: one.id, kind: kind, message: kind.rawValue, createdAt: noon))
    }
    try await store.events.log(LogEvent(projectID: two.id, kind: .error, message: "other", createdAt: noon))
    try await store.events.log(
      LogEvent(projectID: nil, kind: .error, message: "nul\0", metadata: #"{"a": "\u0000"}"#, createdAt: noon)
    )
    #expect(try await store.events.of(one.id).values.map(\.kind) == LogEvent.Kind.allCases)
    let last = try #require(try await store.events.all().values.last)
    #expect(last.projectID == nil && last.message == "nul\u{2400}" && last.metadata == #"{"a": "\u0000"}"#)
    #expect(last.id == 11)
  }

  @Test("refuses a line of a project that is not there")
  func stray() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    await #expect(throws: StoreError.rowMissing(table: "projects", id: 3)) {
      try await store.events.log(
        LogEvent(projectID: Project.ID(3), kind: .error, message: "", createdAt: noon))
    }
  }
}
