import Deadlines
import RealParts
import Testing

@testable import ProjectStore

@Suite("A row that makes no sense", .bothEngines)
struct DamagedRowTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test(
    "is named and hides no other",
    arguments: [
      ("destroy_at", "'soon'", "soon"), ("destroy_at", "-5", "-5"),
      ("destroy_at", "1790000000000", "1790000000000"),
      ("destroy_at", "1.5", "1.5"), ("destroy_at", "x'00ff'", "a blob of 2 bytes"), ("destroy_at", "''", ""),
      ("created_at", "9223372036854775807", "9223372036854775807"),
      ("updated_at", "'2026-02-30 00:00:00'", "2026-02-30 00:00:00"),
      ("status", "'melting'", "melting"), ("status", "x'68656c64'", "a blob of 4 bytes"),
      ("status", "'destroyed'", "destroyed"), ("status", "'held'", "NULL"), ("active", "'no'", "no"),
      ("generation", "0", "0"), ("generation", "'many'", "many"), ("source", "'web'", "web"),
      ("tags", "'[1]'", "[1]"), ("tags", "'{'", "{"), ("tags", "x'5b5d'", "a blob of 2 bytes"),
      ("name", "x'ff'", "a blob of 1 bytes"), ("name", "CAST(x'61ff62' AS TEXT)", "a\u{FFFD}b"),
      ("command", "'true' || char(0) || ' # more'", "true\0 # more"),
      ("path", "CAST(x'2fff' AS TEXT)", "/\u{FFFD}"),
      ("timeout", "CAST(x'C080' AS TEXT)", "\u{FFFD}\u{FFFD}"),
    ])
  func named(column: String, value: String, display: String) async throws {
    let store = try await openStore(in: folder)
    let good = try await store.projects.add(sample("/srv/good"))
    let bad = try await store.projects.add(sample("/srv/bad"))
    let later = try await store.projects.add(sample("/srv/later"))
    try await OtherProgram.run(
      "UPDATE projects SET generation = 2, \(column) = \(value) WHERE id = \(bad.id.number)", on: folder.file)
    let listing = try await store.projects.all()
    #expect(listing.values.map(\.id) == [good.id, later.id])
    let named = column == "status" && value == "'held'" ? "hold_reason" : column
    let cell = BadCell(table: "projects", column: named, id: bad.id.number, value: display)
    #expect(listing.damaged == [DamagedRow(cell: cell, hint: column == "path" ? display : "/srv/bad")])
    await #expect(throws: StoreError.badCell(cell)) { try await store.projects.find(bad.id) }
  }

  @Test("is one where only what we show is broken: then it is repaired")
  func prose() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    try await OtherProgram.run(
      """
      INSERT INTO executions (project_id, status, output, error, exit_code)
      VALUES (1, 'failed', CAST(x'61ff' AS TEXT), x'00', -1);
      INSERT INTO events (project_id, type, message, metadata) VALUES (1, 'error', CAST(x'ff' AS TEXT), '{');
      """, on: folder.file)
    let execution = try #require(try await store.executions.last(of: project.id))
    #expect(
      execution.output == "a\u{FFFD}" && execution.error == "a blob of 1 bytes" && execution.exitCode == -1)
    let event = try #require(try await store.events.of(project.id).values.first)
    #expect(event.message == "\u{FFFD}" && event.metadata == "{")
  }

  @Test("is found among executions and events as well")
  func otherTables() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample())
    try await OtherProgram.run(
      """
      INSERT INTO executions (project_id, status) VALUES (1, 'exploded'), (1, 'failed');
      INSERT INTO executions (project_id, status, exit_code) VALUES (1, 'failed', 99999999999);
      INSERT INTO events (project_id, type, message) VALUES (1, 'error', 'one'), (1, 'party', 'two');
      """, on: folder.file)
    let executions = try await store.executions.all()
    #expect(executions.values.map(\.id) == [Execution.ID(2)])
    #expect(executions.damaged.map(\.cell.column) == ["status", "exit_code"])
    let events = try await store.events.all()
    #expect(events.values.map(\.message) == ["one"])
    #expect(events.damaged.map(\.cell.value) == ["party"])
  }

  @Test("is not written by us: text with a NUL, a time out of range")
  func outgoing() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let project = try await store.projects.add(sample())
    let name = BadCell(table: "projects", column: "name", id: project.id.number, value: "a\0b")
    await #expect(throws: ChangeError.store(.badCell(name))) {
      try await store.projects.update(project.id, at: noon) {
        $0.name = "a\0b"
        return nil
      }
    }
    let time = BadCell(table: "projects", column: "destroy_at", id: project.id.number, value: "-1")
    await #expect(throws: ChangeError.store(.badCell(time))) {
      try await store.projects.update(project.id, at: noon) {
        $0.deadline = Timestamp(-1)
        return nil
      }
    }
    let reason = BadCell(table: "projects", column: "hold_reason", id: project.id.number, value: "NULL")
    await #expect(throws: ChangeError.store(.badCell(reason))) {
      try await store.projects.update(project.id, at: noon) {
        $0.status = .held
        return nil
      }
    }
    #expect(try await store.required(project.id) == project)
  }

  @Test("is no acceptance when part of it is missing")
  func acceptance() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let whole = Acceptance(
      generation: project.generation, bootID: "boot", awakeSeconds: 60, wall: noon, offset: .minutes(5))
    let accepted = try await store.projects.update(project.id, at: noon) {
      $0.acceptance = whole
      return nil
    }
    #expect(accepted.acceptance == whole && accepted.generation == project.generation)
    try await OtherProgram.run("UPDATE projects SET accepted_awake = 'long'", on: folder.file)
    #expect(try await store.required(project.id).acceptance == nil)
  }
}
