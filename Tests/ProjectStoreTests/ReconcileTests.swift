import Deadlines
import RealParts
import Synchronization
import Testing

@testable import ProjectStore

@Suite("Bringing rows in line with what was found", .bothEngines)
struct ReconcileTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private func draft(_ path: String, directory: String? = nil) -> Project {
    var project = Project(
      id: Project.ID(0), path: path, name: "found", timeout: "2 hours", command: "true", source: .file,
      createdAt: noon, updatedAt: noon)
    project.file = FileStanding(consent: .unasked, digest: "ab", directory: directory)
    return project
  }

  private func put(_ draft: Project, in store: ProjectStore) async throws -> Project {
    let done = try await store.projects.reconcile([ProjectPlace(path: draft.path)], at: noon) { _, _, _ in
      Reconciliation(draft) { _ in [] }
    }
    return try #require(done.first?.after)
  }

  private static func line(_ message: String) -> @Sendable (Project) -> [LogEvent] {
    { [LogEvent(projectID: $0.id, kind: .configured, message: message, createdAt: noon)] }
  }

  @Test("makes a row where none is, with the lines about it")
  func new() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let new = draft("/srv/new", directory: "1:2:3")
    let done = try await store.projects.reconcile(
      [ProjectPlace(path: "/srv/new", directory: "1:2:3"), ProjectPlace(path: "/srv/none")], at: noon
    ) { place, row, moved in
      #expect(row == nil && moved == nil)
      return place == 0 ? Reconciliation(new, events: Self.line("found")) : nil
    }
    let row = try #require(try await store.projects.find(path: "/srv/new"))
    #expect(done == [Reconciled(before: nil, after: row), Reconciled()])
    #expect(row.file == new.file && row.name == "found" && row.id.number > 0)
    #expect(try await store.events.all().values.map(\.projectID) == [row.id])
    #expect(try await store.projects.count() == 1)
  }

  @Test("changes the row of the path, whatever else has the directory")
  func known() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let here = try await put(draft("/srv/here", directory: "1:2:3"), in: store)
    let other = try await put(draft("/srv/other", directory: "7:7:7"), in: store)
    let place = ProjectPlace(path: "/srv/here", directory: "7:7:7")
    let done = try await store.projects.reconcile([place], at: noon + .hours(1)) { _, row, moved in
      #expect(row == here && moved == nil)
      guard var row else { return nil }
      row.command = "false"
      return Reconciliation(row, events: Self.line("changed"))
    }
    let after = try await store.required(here.id)
    #expect(done == [Reconciled(before: here, after: after)])
    #expect(after.command == "false" && after.generation > here.generation)
    #expect(after.updatedAt == noon + .hours(1))
    #expect(try await store.required(other.id) == other)
    #expect(try await store.events.count() == 1)
  }

  @Test("gives a row of another path whose directory it is: same id, same history")
  func moved() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    _ = try await put(draft("/srv/unknown"), in: store)
    let old = try await put(draft("/srv/old", directory: "1:2:3"), in: store)
    try await store.events.log(LogEvent(projectID: old.id, kind: .created, message: "", createdAt: noon))
    let places = [
      ProjectPlace(path: "/srv/new", directory: "1:2:3"), ProjectPlace(path: "/srv/x", directory: "1:2:4"),
      ProjectPlace(path: "/srv/y"),
    ]
    let done = try await store.projects.reconcile(places, at: noon) { place, row, moved in
      #expect(row == nil && moved == (place == 0 ? old : nil))
      guard var moved else { return nil }
      moved.path = places[place].path
      return Reconciliation(moved, events: Self.line("moved"))
    }
    let after = try await store.required(old.id)
    #expect(done == [Reconciled(before: old, after: after), Reconciled(), Reconciled()])
    #expect(after.path == "/srv/new" && after.generation > old.generation)
    #expect(try await store.events.of(old.id).values.count == 2)
    #expect(try await store.projects.count() == 2)
  }

  /// The rule may take a place for one of its own, although the directory was another's.
  @Test("makes a row of its own where the rule wants no moved one")
  func copied() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let old = try await put(draft("/srv/old", directory: "1:2:3"), in: store)
    let new = draft("/srv/new", directory: "1:2:3")
    let place = ProjectPlace(path: "/srv/new", directory: "1:2:3")
    let done = try await store.projects.reconcile([place], at: noon) { _, _, moved in
      #expect(moved == old)
      return Reconciliation(new) { _ in [] }
    }
    #expect(try await store.required(old.id) == old)
    let row = try #require(try await store.projects.find(path: "/srv/new"))
    #expect(done == [Reconciled(before: nil, after: row)] && row.id != old.id)
    #expect(try await store.projects.count() == 2)
  }

  @Test("leaves a row alone where the rule says nothing")
  func nothing() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let row = try await put(draft("/srv/demo", directory: "1:2:3"), in: store)
    let places = [
      ProjectPlace(path: "/srv/demo"), ProjectPlace(path: "/srv/moved", directory: "1:2:3"),
    ]
    let done = try await store.projects.reconcile(places, at: noon + .hours(1)) { _, _, _ in nil }
    #expect(done == [Reconciled(before: row, after: row), Reconciled()])
    #expect(try await store.required(row.id) == row)
  }

  @Test(
    "goes on with the others where a row makes no sense, or would make none",
    arguments: ["status = 'melting'", "generation = 0", "name = x'ff'", "NUL"])
  func damaged(change: String) async throws {
    let store = try await openStore(in: folder)
    let bad = try await put(draft("/srv/bad"), in: store)
    let good = try await put(draft("/srv/good"), in: store)
    if change != "NUL" {
      try await OtherProgram.run("UPDATE projects SET \(change) WHERE id = \(bad.id.number)", on: folder.file)
    }
    let places = ["/srv/bad", "/srv/good", "/srv/new"].map { ProjectPlace(path: $0) }
    let fresh = draft("/srv/new")
    let done = try await store.projects.reconcile(places, at: noon) { place, row, _ in
      var project = row ?? fresh
      project.command = place == 0 ? "a\0b" : "false"
      return Reconciliation(project, events: Self.line("changed"))
    }
    #expect(done.first == Reconciled())
    #expect(try await store.required(good.id).command == "false")
    #expect(try await store.projects.find(path: "/srv/new")?.command == "false")
    #expect(try await store.events.count() == 2)
    #expect(done.map { $0.after == nil } == [true, false, false])
  }

  @Test("is all or nothing where the file cannot be written")
  func failing() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    try await store.run(
      """
      CREATE TRIGGER tired BEFORE INSERT ON projects WHEN NEW.path = '/srv/b'
      BEGIN SELECT RAISE(ABORT, 'tired'); END
      """)
    let drafts = ["/srv/a", "/srv/b"].map { draft($0) }
    await #expect(throws: StoreError.self) {
      try await store.projects.reconcile(drafts.map { ProjectPlace(path: $0.path) }, at: noon) {
        place, _, _ in
        Reconciliation(drafts[place], events: Self.line("found"))
      }
    }
    #expect(try await store.projects.count() == 0)
    #expect(try await store.events.count() == 0)
  }

  @Test(
    "replaces settings that nobody could read by what the file says", arguments: ["'{'", "x'00'", "'[1]'"])
  func unreadable(config: String) async throws {
    let store = try await openStore(in: folder)
    let row = try await put(draft("/srv/demo"), in: store)
    try await OtherProgram.run("UPDATE projects SET config = \(config)", on: folder.file)
    #expect(try await store.required(row.id).unreadableConfig != nil)
    let places = [ProjectPlace(path: "/srv/demo")]
    // One that says nothing of it leaves it there.
    _ = try await store.projects.reconcile(places, at: noon) { _, row, _ in
      row.map {
        var row = $0
        row.name = "other"
        return Reconciliation(row) { _ in [] }
      }
    }
    #expect(try await store.required(row.id).unreadableConfig != nil)
    _ = try await store.projects.reconcile(places, at: noon) { _, row, _ in
      row.map {
        var row = $0
        row.config = nil
        row.unreadableConfig = nil
        return Reconciliation(row) { _ in [] }
      }
    }
    let mended = try await store.required(row.id)
    #expect(mended.unreadableConfig == nil && mended.config == nil && mended.flaw == nil)
  }
}
