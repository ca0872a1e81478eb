import Deadlines
import Testing

@testable import ProjectStore

@Suite("Unusual texts", .bothEngines)
struct UnusualTextTests {
  let store: ProjectStore

  init() throws {
    store = try ProjectStore.inMemory(engine: .underTest)
  }

  @Test(
    "are stored, read and found as they are",
    arguments: [
      "", " ", "'", "''; DROP TABLE projects; --", "\"x\"", "%_*?[", "?1 :a $b", "👩‍👩‍👧‍👦🇩🇪", "e\u{301}", "\u{FEFF}",
      "\r\n\t", "0123", "1e3", "NULL", "\u{10FFFF}\u{FFFF}", String(repeating: "ü", count: 524_288),
    ])
  func kept(text: String) async throws {
    var new = sample("/" + text, name: text)
    new.timeout = text
    new.command = text
    new.tags = [text, text]
    let project = try await store.projects.create(new, at: noon)
    #expect(try await store.projects.find(project.id) == project)
    #expect(project.name.utf8.elementsEqual(text.utf8) && project.tags == [text, text])
    #expect(try await store.projects.find(path: "/" + text) == project)
    let query = Query<Project>.timeout(text).filter { $0.name == text && $0.command == text }
    #expect(try await store.projects.fetch(query).values == [project])
    let event = try await store.events.log(
      LogEvent(projectID: project.id, kind: .error, message: text, metadata: text, createdAt: noon))
    #expect(try await store.events.find(event.id ?? 0) == event)
    let types = try await store.answer("SELECT typeof(name), typeof(metadata) FROM projects, events")
    #expect(types == [[.text("text"), .text("text")]])
  }

  /// For SQLite a NUL may end a text: what is asked must not turn into a question about the part before it.
  @Test(
    "with a NUL are equal to no cell and to nothing before the NUL", arguments: ["a\0b", "a\0", "\0", "\0a"])
  func nul(text: String) async throws {
    let project = try await store.projects.create(sample("/a", name: "a"), at: noon)
    _ = try await store.projects.create(sample("/b", name: ""), at: noon)
    #expect(try await store.projects.find(path: "/" + text) == nil)
    #expect(try await store.projects.fetch(.all.filter { $0.name == text }) == Listing())
    #expect(try await store.projects.fetch(.all.filter { $0.name != text }).values.count == 2)
    #expect(try await store.projects.count(.timeout(text)) == 0)
    #expect(try await store.projects.fetch(.all.filter { $0.name > text }) == Listing())
    await #expect(throws: ChangeError.refused(.notFound(text))) {
      try await store.projects.find(meant: text)
    }
    #expect(try await store.required(project.id) == project)
  }

  @Test("with a NUL are not written, neither alone nor among others")
  func nulWritten() async throws {
    let bad = BadCell(table: "projects", column: "path", id: nil, value: "/a\0b")
    await #expect(throws: ChangeError.store(.badCell(bad))) {
      try await store.projects.create(sample("/a\0b"), at: noon)
    }
    await #expect(throws: ChangeError.store(.badCell(bad))) {
      try await store.projects.create([sample("/a"), sample("/a\0b")], at: noon)
    }
    #expect(try await store.projects.count() == 0)
  }
}
