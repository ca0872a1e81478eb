import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

/// An upgrade was installed, and its command line has migrated the file that an older daemon has open.
@Suite("A file that a newer program migrated while it was open", .bothEngines, .timeLimit(.minutes(1)))
struct NewerProgramTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  /// What migrations have done so far, all at once: columns, tables, indexes, triggers.
  private let migration = """
    BEGIN IMMEDIATE;
    ALTER TABLE projects ADD COLUMN future TEXT NOT NULL DEFAULT 'bright';
    ALTER TABLE executions ADD COLUMN future INTEGER;
    ALTER TABLE events ADD COLUMN future INTEGER NOT NULL DEFAULT 7;
    CREATE TABLE prospects (id INTEGER PRIMARY KEY, project_id INTEGER REFERENCES projects(id) ON DELETE CASCADE);
    DROP INDEX projects_by_age;
    CREATE INDEX projects_by_future ON projects(future);
    CREATE TRIGGER projects_future AFTER UPDATE OF destroy_at ON projects
    BEGIN INSERT INTO prospects (project_id) VALUES (NEW.id); END;
    PRAGMA user_version = 10;
    COMMIT;

    """

  @Test("is read and written on, and keeps what is new in it")
  func goesOn() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let claimed = try await store.projects.add(sample("/srv/claimed", name: "claimed"))
    // Every statement has been prepared once by then.
    _ = try await store.projects.all()
    let claim = try await store.executions.claim(claimed, request())
    try await OtherProgram.run(
      migration + """
        INSERT INTO projects (path, name, timeout, command, future) VALUES ('/srv/new', 'new', '1h', 'true', 'dim');
        UPDATE projects SET future = 'dark' WHERE id = 1;
        """, on: folder.file)

    #expect(try await store.projects.all().values.map(\.name) == ["demo", "claimed", "new"])
    let moved = try await store.projects.update(project.id, at: noon) { project in
      project.deadline = noon + .hours(9)
      return LogEvent(projectID: project.id, kind: .extended, message: "Extended", createdAt: noon)
    }
    #expect(moved.deadline == noon + .hours(9))
    #expect(try await store.executions.underWay().values.map(\.id) == [claim.execution.id])
    let later = try await store.projects.add(sample("/srv/later", name: "later"))
    _ = try await store.executions.claim(later, request(8, folder: "two"))
    #expect(try await store.executions.underWay().values.count == 2)
    #expect(
      try await OtherProgram.run(
        "SELECT future FROM projects ORDER BY id; SELECT count(*) > 0 FROM prospects", on: folder.file)
        == "dark\nbright\ndim\nbright\n1")
    // A copy holds it too, and is as new as the file.
    let copy = try await store.backup(to: folder.path("copy.db")).path
    #expect(
      try await OtherProgram.run("SELECT future FROM projects WHERE id = 1; PRAGMA user_version", on: copy)
        == "dark\n10")
  }

  /// Whoever opens it anew is told, and touches nothing.
  @Test("is refused to whoever opens it anew")
  func refused() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample())
    try await OtherProgram.run(migration, on: folder.file)
    let before = try Data(contentsOf: URL(filePath: folder.file))
    await #expect(throws: StoreError.newerVersion(path: folder.file, found: 10, known: 9, copy: nil)) {
      _ = try await ProjectStore.open(at: folder.file, engine: .underTest)
    }
    #expect(try Data(contentsOf: URL(filePath: folder.file)) == before)
  }

  /// Nothing that this program cannot understand is acted on, and it hides nothing else.
  @Test("has rows with new words, which are named and left alone")
  func newWords() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample())
    try await OtherProgram.run(
      migration + insertion("/srv/paused")
        + "UPDATE projects SET status = 'paused' WHERE path = '/srv/paused';",
      on: folder.file)
    let listing = try await store.projects.all()
    #expect(listing.values.map(\.name) == ["demo"] && listing.damaged.compactMap(\.cell.id) == [2])
    #expect(listing.damaged.first?.cell.value == "paused")
  }

  @Test("names the copy of the latest version that the older program knows")
  func copy() async throws {
    try await openStore(in: folder).close()
    try await OtherProgram.run("PRAGMA user_version = 12", on: folder.file)
    let names = ["7", "9", "9.2", "9.10", "9.x", "11", "-1", "10.2", ""]
    for name in names { try Data().write(to: URL(filePath: "\(folder.file).backup-\(name)")) }
    let copy = folder.file + ".backup-9.10"
    await #expect(throws: StoreError.newerVersion(path: folder.file, found: 12, known: 9, copy: copy)) {
      _ = try await ProjectStore.open(at: folder.file, engine: .underTest)
    }
  }
}
