import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

/// A look that must be quick, and must leave no trace.
@Suite struct GlanceTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("glance")
  }

  @Test func theNearestDeadlineComesFirstAndWhatIsOverLast() async throws {
    let store = try await openStore(in: folder)
    for (path, hours) in [("/srv/late", Int64(3)), ("/srv/soon", 1), ("/srv/over", 2)] {
      _ = try await store.projects.add(sample(path, deadline: noon + .hours(hours)))
    }
    try await OtherProgram.run("UPDATE projects SET active = 0 WHERE path = '/srv/over'", on: folder.file)
    let seen = ProjectStore.glance(at: folder.file)
    #expect(seen.map(\.path) == ["/srv/soon", "/srv/late", "/srv/over"])
    #expect(seen.map(\.status) == [.scheduled, .scheduled, .cancelled])
  }

  @Test func aRowThatMakesNoSenseHidesNoOther() async throws {
    let store = try await openStore(in: folder)
    for path in ["/srv/a", "/srv/b"] { _ = try await store.projects.add(sample(path)) }
    try await OtherProgram.run("UPDATE projects SET name = x'ff00' WHERE path = '/srv/a'", on: folder.file)
    #expect(ProjectStore.glance(at: folder.file).map(\.path) == ["/srv/b"])
  }

  /// The flag is all that a program of the seed schema sets.
  @Test func theFlagIsTheTruthWhereTheStateSaysOtherwise() async throws {
    try await OtherProgram.run(
      """
      CREATE TABLE projects (id, name, path, active, status, destroy_at);
      INSERT INTO projects VALUES (1, 'a', '/a', 0, 'scheduled', 1), (2, 'b', '/b', 1, 'destroyed', 1),
        (3, 'c', '/c', 1, 'failed', 2)
      """, on: folder.file)
    let seen = ProjectStore.glance(at: folder.file)
    #expect(seen.map(\.name) == ["b", "c", "a"])
    #expect(seen.map(\.status) == [.scheduled, .failed, .cancelled])
  }

  @Test func whatWasRemovedIsNotThere() async throws {
    let store = try await openStore(in: folder)
    for path in ["/srv/a", "/srv/b", "/srv/c"] { _ = try await store.projects.add(sample(path)) }
    try await OtherProgram.run(
      """
      UPDATE projects SET active = 0 WHERE path = '/srv/a'; DROP TRIGGER projects_brought_back;
      UPDATE projects SET removed_at = 1 WHERE path <> '/srv/c'
      """, on: folder.file)
    #expect(ProjectStore.glance(at: folder.file).map(\.path) == ["/srv/b", "/srv/c"])
  }

  /// Readers of either would write beside the file.
  @Test(arguments: [true, false]) func whatLiesBesideTheFileStaysAsItIs(isInWAL: Bool) async throws {
    try await openStore(in: folder).close()
    try await OtherProgram.run(insertion("/srv/a"), on: folder.file)
    if isInWAL {
      try await OtherProgram.run("PRAGMA journal_mode = WAL", on: folder.file)
    } else {
      try await OtherProgram.crash(writing: folder.file)
    }
    let before = try folder.contents
    #expect(ProjectStore.glance(at: folder.file) == [])
    #expect(try folder.contents == before)
  }

  /// A view of the name may ask whatever SQLite knows.
  @Test func whatTheSchemaDefinesCallsNothing() async throws {
    try await OtherProgram.run(
      """
      CREATE VIEW projects AS SELECT 1 AS id, name, '/a' AS path, 1 AS active, 1 AS destroy_at
      FROM pragma_database_list
      """, on: folder.file)
    #expect(ProjectStore.glance(at: folder.file) == [])
  }

  @Test func nothingIsMade() throws {
    #expect(ProjectStore.glance(at: folder.file) == [])
    #expect(try folder.names == [])
  }
}
