import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("Migrating", .bothEngines)
struct MigratorTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private let seedRows = """
    INSERT INTO projects (path, name, timeout, command, created_at, updated_at, destroy_at) VALUES
      ('/srv/a', 'text', '2 hours', 'true', '2026-09-21 13:33:20', 1789997600, '2026-09-21T15:33:20Z'),
      ('/srv/b', 'whole', '1 day', 'false', 1789997600, 1789997600, 1790000000);
    INSERT INTO projects (path, name, timeout, command, active) VALUES
      ('/srv/c', 'given up', '1 day', 'false', 0), ('/srv/d', 'done', '1 day', 'true', 0);
    INSERT INTO executions (project_id, status, exit_code, started_at) VALUES
      (2, 'failed', 3, '2026-09-21 13:33:20'), (4, 'completed', 0, 1789997600);
    INSERT INTO events (project_id, type, message, metadata) VALUES (1, 'created', 'hello', '0123');
    """

  @Test("takes over a file of the seed's program with everything in it")
  func seedFile() async throws {
    try await OtherProgram.run(seedSchema + seedRows, on: folder.file)
    let store = try await ProjectStore.open(at: folder.file, engine: .underTest)
    let listing = try await store.projects.all()
    #expect(listing.damaged.isEmpty)
    #expect(listing.values.map(\.status) == [.scheduled, .scheduled, .cancelled, .destroyed])
    #expect(listing.values[0].createdAt == Timestamp(1_789_997_600))
    #expect(listing.values[0].deadline == Timestamp(1_790_004_800))
    #expect(listing.values[1].deadline == noon)
    #expect(
      listing.values.allSatisfy { $0.generation == Generation(1) && $0.tags.isEmpty && $0.source == .manual })
    #expect(try await store.executions.all().values.map(\.exitCode) == [3, 0])
    #expect(try await store.events.all().values.map(\.metadata) == ["0123"])
    #expect(try await store.executions.underWay() == Listing(values: [], damaged: []))
  }

  @Test("keeps a copy of a file that holds rows")
  func backup() async throws {
    try await OtherProgram.run(seedSchema + seedRows, on: folder.file)
    let before = try await OtherProgram.run(".dump", on: folder.file)
    let store = try await ProjectStore.open(at: folder.file, engine: .underTest)
    let copy = folder.path("projects.db.backup-0")
    #expect(store.upgrade == Upgrade(from: 0, to: 9, backup: copy))
    #expect(try mode(of: copy) == 0o600)
    #expect(try await OtherProgram.run(".dump", on: copy) == before)
    #expect(try await ProjectStore.open(at: folder.file, engine: .underTest).upgrade == nil)
  }

  @Test("never replaces an earlier copy")
  func earlierCopy() async throws {
    try await OtherProgram.run(seedSchema + seedRows, on: folder.file)
    let copy = folder.path("projects.db.backup-0")
    try Data("older".utf8).write(to: URL(filePath: copy))
    #expect(try await ProjectStore.open(at: folder.file, engine: .underTest).upgrade?.backup == copy + ".2")
    #expect(try String(contentsOfFile: copy, encoding: .utf8) == "older")
  }

  @Test("makes no copy of a file without rows")
  func noBackup() async throws {
    try await OtherProgram.run(seedSchema, on: folder.file)
    #expect(
      try await ProjectStore.open(at: folder.file, engine: .underTest).upgrade
        == Upgrade(from: 0, to: 9, backup: nil))
    #expect(try folder.names.filter { $0.contains("backup") }.isEmpty)
  }

  @Test("leaves the file as it was when a step fails")
  func failure() async throws {
    try await OtherProgram.run(seedSchema + seedRows, on: folder.file)
    let before = try await OtherProgram.run(".dump", on: folder.file)
    let failing = Migration(version: 5) { try $0.execute("DELETE FROM projects; SELECT * FROM nowhere") }
    let opener = StoreOpener(
      path: folder.file, creation: .nothing, patience: .zero, engine: .underTest,
      migrations: Migration.all + [failing])
    #expect(throws: StoreError.self) { try opener.open() }
    #expect(try await OtherProgram.run(".dump", on: folder.file) == before)
    #expect(try await OtherProgram.run("PRAGMA user_version", on: folder.file) == "0")
    #expect(try await ProjectStore.open(at: folder.file, engine: .underTest).projects.all().values.count == 4)
  }

  @Test("finds its work done in a file that was dumped and restored without its version")
  func restored() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    _ = try await store.executions.claim(project, request())
    let copy = folder.path("restored.db")
    try await OtherProgram.run(OtherProgram.run(".dump", on: folder.file), on: copy)
    let restored = try await ProjectStore.open(at: copy, engine: .underTest)
    #expect(restored.upgrade?.from == 0)
    #expect(try await restored.projects.all() == store.projects.all())
    #expect(try await restored.executions.underWay() == store.executions.underWay())
  }

  @Test("is done once when two programs open an old file at the same time")
  func together() async throws {
    try await OtherProgram.run(seedSchema + seedRows, on: folder.file)
    async let one = ProjectStore.open(at: folder.file, engine: .underTest)
    async let two = ProjectStore.open(at: folder.file, engine: .underTest)
    let upgrades = try await [one.upgrade, two.upgrade].compactMap { $0 }
    #expect(upgrades.count == 1)
  }

  @Test("gives the seed's columns their names, types and order")
  func seedColumns() async throws {
    _ = try await openStore(in: folder)
    try await OtherProgram.run(seedSchema, on: folder.path("seed.db"))
    for table in ["projects", "executions", "events"] {
      let columns = "SELECT group_concat(name || ' ' || type || ' ' || \"notnull\" || ' ' || pk)"
      let seed = try await OtherProgram.run(
        "\(columns) FROM pragma_table_info('\(table)')", on: folder.path("seed.db"))
      let ours = try await OtherProgram.run("\(columns) FROM pragma_table_info('\(table)')", on: folder.file)
      #expect(ours.hasPrefix(seed))
    }
  }

  @Test("lets a program of the seed schema insert, with times as integers")
  func defaults() async throws {
    let store = try await openStore(in: folder)
    try await OtherProgram.run(
      "INSERT INTO projects (path, name, timeout, command) VALUES ('/srv/a', 'a', '1h', 'true')",
      on: folder.file)
    let project = try #require(try await store.projects.all().values.first)
    #expect(project.status == .scheduled && project.deadline == nil && project.generation == Generation(1))
    #expect(
      try await OtherProgram.run("SELECT typeof(created_at) FROM projects", on: folder.file) == "integer")
  }
}
