import Deadlines
import Testing

@testable import ProjectStore

@Suite("Finding the project a person means", .bothEngines)
struct FindTests {
  let store: ProjectStore

  init() throws {
    store = try ProjectStore.inMemory(engine: .underTest)
  }

  @Test("goes by path, id or name", arguments: ["/srv/a", "/srv/a/", "/srv/./x/../a", "1", "alpha"])
  func found(reference: String) async throws {
    let project = try await store.projects.add(sample("/srv/a", name: "alpha"))
    _ = try await store.projects.add(sample("/srv/b", name: "beta"))
    #expect(try await store.projects.find(meant: reference) == project)
  }

  @Test(
    "refuses what fits none",
    arguments: ["/srv", "alph", "ALPHA", "3", "", "-1", "99999999999999999999", "a%", "' OR 1"])
  func notFound(reference: String) async throws {
    _ = try await store.projects.add(sample("/srv/a", name: "alpha"))
    await #expect(throws: ChangeError.refused(.notFound(reference))) {
      try await store.projects.find(meant: reference)
    }
  }

  @Test("takes no blank for the name of a project that has none", arguments: ["", " ", "\n", "\u{A0}"])
  func blank(name: String) async throws {
    let project = try await store.projects.add(sample("/srv/a", name: "alpha"))
    _ = try await store.projects.update(project.id, at: Timestamp(1)) { row throws(Refusal) in
      row.name = name
      return nil
    }
    await #expect(throws: ChangeError.refused(.notFound(name))) {
      try await store.projects.find(meant: name)
    }
    #expect(try await store.projects.find(meant: "1").name == name)
  }

  @Test("names the candidates where two fit, an id and a name included", arguments: ["twin", "1"])
  func ambiguous(name: String) async throws {
    let first = try await store.projects.add(sample("/srv/a", name: name == "1" ? "one" : name))
    let second = try await store.projects.add(sample("/srv/b", name: name))
    await #expect(throws: ChangeError.refused(.ambiguous(name, candidates: [first.id, second.id]))) {
      try await store.projects.find(meant: name)
    }
  }

  @Test("is one project when its id is its name")
  func idAsName() async throws {
    let project = try await store.projects.add(sample("/srv/a", name: "1"))
    #expect(try await store.projects.find(meant: "1") == project)
  }
}
