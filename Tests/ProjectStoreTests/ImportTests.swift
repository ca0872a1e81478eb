import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("Importing")
struct ImportTests {
  let folder: TestFolder
  var source: String { folder.path("killall.db") }

  init() throws {
    folder = try TestFolder("import")
  }

  private func takeOver(_ store: ProjectStore) async throws -> ProjectStore.ImportOutcome {
    let plan = try await ImportPlan.read(from: source, at: noon)
    return try await store.takeOver(plan, at: { noon }) { project in
      [LogEvent(projectID: project.id, kind: .created, message: "imported", createdAt: noon)]
    }
  }

  @Test("takes over every form of the original's file", arguments: originals)
  func everyForm(sql: String) async throws {
    try await OtherProgram.run(sql, on: source)
    let store = try await openStore(in: folder)
    let outcome = try await takeOver(store)
    #expect(try await ImportPlan.read(from: source, at: noon).refused.isEmpty)
    let projects = try await store.projects.all()
    #expect(projects.damaged.isEmpty && projects.values == outcome.taken)
    #expect(projects.values.map(\.path) == ["/srv/a", "/srv/b", "/srv/c"])
    #expect(projects.values.map(\.status) == [.scheduled, .held, .destroyed])
    #expect(projects.values.map(\.holdReason) == [nil, .overdue, nil])
    #expect(projects.values.map(\.awaitsUser) == [false, true, false])
    #expect(projects.values[0].deadline == Timestamp(1_893_456_000))
    #expect(projects.values[0].command == "tofu destroy")
    let executions = try await store.executions.of(projects.values[2].id)
    #expect(executions.values.map(\.status) == [.completed, .failed])
    #expect(executions.values.first?.exitCode == 0 && executions.values.first?.output == "bye")
    #expect(try await store.executions.underWay() == Listing(values: [], damaged: []))
    let events = try await store.events.all()
    #expect(events.damaged.isEmpty)
    #expect(events.values.map(\.kind) == [.created, .created, .created, .destroyed, .created, .error])
    #expect(
      try await OtherProgram.run("PRAGMA foreign_key_check; PRAGMA integrity_check", on: folder.file) == "ok")
  }

  /// Reading the source, migrating ours and waiting for a lock take their time.
  @Test("holds what became overdue before it was written", arguments: originals)
  func late(sql: String) async throws {
    try await OtherProgram.run(sql, on: source)
    let plan = try await ImportPlan.read(from: source, at: noon)
    let store = try await openStore(in: folder)
    let outcome = try await store.takeOver(plan, at: { Timestamp(1_893_456_000) }, log: { _ in [] })
    #expect(outcome.taken.map(\.holdReason) == [.overdue, .overdue, nil])
    #expect(try await store.projects.all().values.map(\.awaitsUser) == [true, true, false])
  }

  @Test("changes nothing the second time", arguments: originals)
  func twice(sql: String) async throws {
    try await OtherProgram.run(sql, on: source)
    let store = try await openStore(in: folder)
    _ = try await takeOver(store)
    let before = try await OtherProgram.run(".dump", on: folder.file)
    let outcome = try await takeOver(store)
    #expect(outcome.taken.isEmpty && outcome.events == 0)
    #expect(outcome.present.map(\.project.path) == ["/srv/a", "/srv/b", "/srv/c"])
    #expect(try await OtherProgram.run(".dump", on: folder.file) == before)
  }

  @Test("leaves a path that is registered as it is")
  func registered() async throws {
    try await OtherProgram.run(originals[1], on: source)
    let store = try await openStore(in: folder)
    let own = try await store.projects.create(sample("/srv/b", name: "mine"), at: noon)
    #expect(try await takeOver(store).taken.map(\.path) == ["/srv/a", "/srv/c"])
    #expect(try await store.required(own.id) == own)
    #expect(try await store.executions.of(own.id).values.isEmpty)
    #expect(try await ProjectStore.registeredPaths(at: folder.file) == ["/srv/a", "/srv/b", "/srv/c"])
  }

  @Test("writes all or nothing")
  func allOrNothing() async throws {
    try await OtherProgram.run(originals[1], on: source)
    let store = try await openStore(in: folder)
    try await OtherProgram.run(
      """
      CREATE TRIGGER full BEFORE INSERT ON executions WHEN NEW.status = 'failed'
      BEGIN SELECT RAISE(ABORT, 'no room'); END;
      """, on: folder.file)
    let before = try await OtherProgram.run(".dump", on: folder.file)
    await #expect(throws: StoreError.self) { try await takeOver(store) }
    #expect(try await OtherProgram.run(".dump", on: folder.file) == before)
  }

  @Test("takes the good rows of a file with bad ones, and names those")
  func badRows() async throws {
    try await OtherProgram.run(
      laterSchema(time: "TIMESTAMP") + laterRows + """
        INSERT INTO projects (id, path, config, discovered_at, destroy_at, status) VALUES
          ('proj_d', CAST(X'2FFF' AS TEXT), '{}', 1, 1, 'active'), ('proj_e', '/srv/e', X'00', 1, 1, 'active');
        INSERT INTO events (project_id, event_type) VALUES ('proj_a', 'danced');
        INSERT INTO executions (project_id, command, working_dir, started_at, status) VALUES
          ('proj_d', 'x', 'x', 1, 'failed');
        """, on: source)
    let store = try await openStore(in: folder)
    #expect(try await takeOver(store).taken.map(\.path) == ["/srv/a", "/srv/b", "/srv/c", "/srv/e"])
    #expect(
      try await ImportPlan.read(from: source, at: noon).refused.map {
        "\($0.table) \($0.id ?? "?") \($0.column)"
      }
        == ["projects proj_d path", "executions 3 project_id", "events 4 event_type"])
    #expect(try await store.projects.find(path: "/srv/e")?.holdReason == .invalid)
  }

  @Test("takes 20,000 projects")
  func many() async throws {
    try await OtherProgram.run(
      laterSchema(time: "integer") + """
        INSERT INTO projects (id, path, config, discovered_at, destroy_at, status)
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
          SELECT 'p' || i, '/srv/' || i, '{"timeout":"2h","command":"true"}', 1, 4000000000, 'active' FROM n;
        """, on: source)
    let store = try await openStore(in: folder)
    let plan = try await ImportPlan.read(from: source, at: noon)
    #expect(try await store.takeOver(plan, at: { noon }, log: { _ in [] }).taken.count == 4_000)
    #expect(try await store.projects.count() == 4_000)
  }
}
