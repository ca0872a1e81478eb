import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("Migrations since the first", .bothEngines)
struct MigrationHistoryTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private func open(_ version: Int) throws -> ProjectStore {
    try StoreOpener(
      path: folder.file, creation: .file, patience: .zero, engine: .underTest,
      migrations: Array(Migration.all.prefix(version))
    ).open()
  }

  private let schema =
    "SELECT type || ' ' || name || ' ' || coalesce(sql, '') || ';' FROM sqlite_master ORDER BY rowid"

  /// A sum that differs means that files in the world have another shape than the program thinks.
  @Test(
    "make the very same file as when they were shipped",
    arguments: [
      (1, "a2e275b26db82833978cef0aade05f4b168f9fb52ed6989b51809c4e3045176d"),
      (2, "18d6ae144940d059f453ccf740dbba54dd1aaf0f542537a916eb259f389925d9"),
      (3, "1988668c03e4104d710a4613afc81693f48022a24a7cd8bf099593f18fa6a2ad"),
      (4, "77f53a9d62be78004851cb132b7725bd9a87f9d4e34eef6986a53a5353d39a53"),
      (5, "d087e3e7300b9598e1da5f17aea6b15d0f21be542cf960fbb5624f78cbf5a2c4"),
      (6, "6befed4ef06fd6c3838c0bb6ac724e2a2fd10d63ee79ebab20a595c43d843508"),
      (7, "22ea3da762e0a36406311d801a47a78415db84363248287d5406904b09782c3d"),
      (8, "f5a70ada09b46306283bc6286dd5bbe04b4d83038d3de15a773484d30cb5c1d5"),
      (9, "f5a70ada09b46306283bc6286dd5bbe04b4d83038d3de15a773484d30cb5c1d5"),
    ])
  func frozen(version: Int, sum: String) async throws {
    try open(version).close()
    #expect(version <= Migration.all.count)
    let text = try await OtherProgram.run(schema, on: folder.file)
    let found = try await ChildProcess.run(["sha256sum"], input: text).output.prefix(64)
    #expect(found == sum, "\(text)")
    #expect(try await OtherProgram.run("PRAGMA user_version", on: folder.file) == "\(version)")
  }

  @Test("are all frozen here")
  func complete() {
    #expect(Migration.all.map(\.version) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
  }

  @Test("bring a file of every version to the newest, with all that is in it", arguments: 0...9)
  func upgrade(version: Int) async throws {
    if version == 0 {
      try await OtherProgram.run(seedSchema, on: folder.file)
    } else {
      try open(version).close()
    }
    try await OtherProgram.run(
      """
      \(insertion("/srv/a"))\(insertion("/srv/b", destroyAt: "'2026-09-21T15:33:20,9+02'"))
      \(insertion("/srv/c", active: 0))
      INSERT INTO executions (project_id, status, exit_code, created_at) VALUES
        (1, 'failed', 3, '2026-09-21 13:33:20'), (2, 'completed', 0, 1789997600);
      INSERT INTO events (project_id, type, message, metadata, created_at) VALUES (2, 'created', 'hello', '0123', 7);
      """, on: folder.file)
    let newest = 9
    let store = try await ProjectStore.open(at: folder.file, engine: .underTest)
    let backup = version == newest ? nil : folder.path("projects.db.backup-\(version)")
    #expect(store.upgrade == (version == newest ? nil : Upgrade(from: version, to: newest, backup: backup)))
    let projects = try await store.projects.all()
    #expect(projects.damaged.isEmpty && projects.values.map(\.path) == ["/srv/a", "/srv/b", "/srv/c"])
    #expect(projects.values.map(\.status) == [.scheduled, .scheduled, .cancelled])
    #expect(projects.values[1].deadline == Timestamp(1_789_997_600))
    #expect(try await store.projects.nextDeadline(from: Timestamp(0)) == projects.values[1])
    #expect(try await store.executions.all().values.map(\.exitCode) == [3, 0])
    #expect(try await store.events.all().values.map(\.metadata) == ["0123"])
    if let backup {
      let copied = try await OtherProgram.run(
        "SELECT count(*) FROM projects; PRAGMA user_version", on: backup)
      #expect(copied == "3\n\(version)")
    }
  }
}
