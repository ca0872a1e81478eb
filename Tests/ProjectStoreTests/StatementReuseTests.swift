import Deadlines
import RealParts
import Testing

@testable import ProjectStore

@Suite struct StatementReuseTests {
  // Statements are kept, and SQLite answers the reset of a failed one with its error, at which GRDB traps.
  @Test(arguments: ProjectStore.Engine.allCases)
  func aStatementThatFailedRunsAgain(engine: ProjectStore.Engine) async throws {
    let store = try ProjectStore.inMemory(engine: engine)
    let first = try await store.projects.create(sample("/srv/one"), at: noon)
    await #expect(throws: ChangeError.refused(.alreadyActive(first.id))) {
      try await store.projects.create(sample("/srv/one"), at: noon)
    }
    let second = try await store.projects.create(sample("/srv/two"), at: noon)
    #expect(try await store.projects.all().values == [first, second])
  }

  @Test(arguments: ProjectStore.Engine.allCases)
  func aTransactionThatWaitedInVainBeginsLater(engine: ProjectStore.Engine) async throws {
    let folder = try TestFolder()
    let other = try await ProjectStore.open(at: folder.file, create: .file, engine: .raw)
    let store = try await ProjectStore.open(at: folder.file, patience: .zero, engine: engine)
    try await other.run("BEGIN IMMEDIATE")
    await #expect(throws: ChangeError.self) { try await store.projects.create(sample(), at: noon) }
    try await other.run("COMMIT")
    _ = try await store.projects.create(sample(), at: noon)
    #expect(try await store.projects.count() == 1)
  }
}
