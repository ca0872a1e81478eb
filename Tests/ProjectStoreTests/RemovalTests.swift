import Deadlines
import RealParts
import Testing

@testable import ProjectStore

/// The column of migration 8: a mark that hides, and that any program's switching on takes away.
@Suite("A removed project", .bothEngines)
struct RemovalTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private let moment = Moment(wall: noon, awake: .zero, bootID: "boot")

  private func addRemoved(
    _ path: String = "/srv/demo", name: String = "demo", to store: ProjectStore
  ) async throws -> Project {
    let id = try await store.projects.add(sample(path, name: name)).id
    return try await store.projects.update(id, at: noon) { [moment] row throws(Refusal) in
      try row.cancel(at: moment)
      try row.remove(at: moment)
      return nil
    }
  }

  @Test("is read back as it was written, and found by number and path")
  func stored() async throws {
    let store = try await openStore(in: folder)
    let written = try await addRemoved(to: store)
    #expect(written.isRemoved && written.removedAt == noon)
    for reference in ["1", "/srv/demo", "demo"] {
      #expect(try await store.projects.find(meant: reference) == written)
    }
  }

  @Test("gives way to one of its name that is listed, but not to it where its number is named")
  func preferred() async throws {
    let store = try await openStore(in: folder)
    let removed = try await addRemoved(to: store)
    let listed = try await store.projects.add(sample("/srv/other"))
    #expect(try await store.projects.find(meant: "demo") == listed)
    let numbered = try await store.projects.add(sample("/srv/numbered", name: "1"))
    await #expect(throws: ChangeError.refused(.ambiguous("1", candidates: [removed.id, numbered.id]))) {
      try await store.projects.find(meant: "1")
    }
  }

  @Test("is ambiguous where only removed ones have the name")
  func ambiguous() async throws {
    let store = try await openStore(in: folder)
    let first = try await addRemoved("/srv/a", to: store)
    let second = try await addRemoved("/srv/b", to: store)
    await #expect(throws: ChangeError.refused(.ambiguous("demo", candidates: [first.id, second.id]))) {
      try await store.projects.find(meant: "demo")
    }
  }

  @Test("comes back with its number where its path is registered anew")
  func added() async throws {
    let store = try await openStore(in: folder)
    let removed = try await addRemoved(to: store)
    let added = try await store.projects.add(sample())
    #expect(added.id == removed.id && !added.isRemoved)
    #expect(try await store.required(removed.id) == added)
    #expect(try await OtherProgram.run("SELECT removed_at IS NULL FROM projects", on: folder.file) == "1")
  }

  /// The flag is all that a program of the seed schema knows.
  @Test("comes back where another program switches it on, and stays in sight when that gives it up again")
  func switchedOn() async throws {
    let store = try await openStore(in: folder)
    let removed = try await addRemoved(to: store)
    try await OtherProgram.run("UPDATE projects SET active = 1", on: folder.file)
    #expect(try await store.required(removed.id).status == .scheduled)
    #expect(try await !store.required(removed.id).isRemoved)
    try await OtherProgram.run("UPDATE projects SET active = 0", on: folder.file)
    #expect(try await store.required(removed.id).status == .cancelled)
    #expect(try await !store.required(removed.id).isRemoved)
  }

  @Test(
    "is hidden by no mark while it is active, nor by one that makes no sense",
    arguments: [
      ("active = 1, removed_at = 1790000000", false), ("active = 0, removed_at = 'soon'", false),
      ("active = 0, removed_at = x'00'", false), ("active = 0, removed_at = NULL", false),
      ("active = 0, removed_at = '2026-09-21 13:33:20'", true), ("active = 0, removed_at = 1790000000", true),
    ])
  func marked(cells: String, isRemoved: Bool) async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    try await OtherProgram.run(
      "DROP TRIGGER projects_brought_back; UPDATE projects SET \(cells)", on: folder.file)
    #expect(try await store.required(project.id).isRemoved == isRemoved)
  }
}
