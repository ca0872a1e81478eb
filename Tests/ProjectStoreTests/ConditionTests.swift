import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("The condition of a file")
struct ConditionTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test(
    "tells the modes as read back, the rows, and which make no sense", arguments: ProjectStore.Engine.allCases
  )
  func told(engine: ProjectStore.Engine) async throws {
    let store = try await ProjectStore.open(at: folder.file, create: .file, engine: engine)
    _ = try await store.projects.add(sample())
    try await store.run(
      """
      INSERT INTO projects (path, name, timeout, command, destroy_at) VALUES ('/bad', 'bad', '1h', 'true', 'never');
      INSERT INTO executions (project_id, status) VALUES (1, 'failed'), (1, 'melting');
      INSERT INTO events (type, message) VALUES ('error', 'm'), ('error', 'm'), ('party', 'm');
      """)
    let condition = try await store.condition()
    #expect(condition.journalMode == "truncate" && condition.synchronous == 2)
    #expect(condition.schemaVersion == Migration.all.last?.version)
    #expect(condition.sqliteVersion.hasPrefix("3."))
    #expect(condition.projects == 2 && condition.executions == 2 && condition.events == 3)
    #expect(condition.damaged.map(\.cell.column) == ["destroy_at", "status", "type"])
    #expect(condition.damaged.first?.hint == "/bad")
  }

  @Test("of which daemon has it is told without asking for the lock")
  func holder() async throws {
    _ = try await openStore(in: folder)
    #expect(DaemonLock.holder(beside: folder.file) == nil)
    guard case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "not free")
    }
    let holder = try #require(DaemonLock.holder(beside: folder.file))
    #expect(holder.processID == ProcessInfo.processInfo.processIdentifier)
    #expect(holder.program?.isEmpty == false)
    withExtendedLifetime(lock) {}
  }

  @Test("counts no lock that only stands in a file")
  func leftOver() throws {
    try Data("1\n".utf8).write(to: URL(filePath: folder.file + ".lock"))
    #expect(DaemonLock.holder(beside: folder.file) == nil)
  }
}
