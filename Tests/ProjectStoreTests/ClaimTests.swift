import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("Claiming", .bothEngines)
struct ClaimTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test("makes the project destroying and records the attempt")
  func claims() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let claim = try await store.executions.claim(project.id, at: noon + .hours(2), request()) { _ in
    } event: {
      LogEvent(
        projectID: $0.project.id, kind: .executed, message: $0.execution.command ?? "", createdAt: noon)
    }
    #expect(claim.project.status == .destroying && claim.project.generation == project.generation.next)
    #expect(claim.execution.status == .pending && claim.execution.command == project.command)
    #expect(claim.execution.workingDirectory == "/srv/demo" && claim.execution.folder == "one")
    #expect(claim.execution.createdAt == noon + .hours(2) && claim.execution.exitCode == nil)
    #expect(try await store.required(project.id) == claim.project)
    #expect(try await store.executions.underWay().values == [claim.execution])
    #expect(try await store.events.all().values.map(\.message) == ["true"])
  }

  @Test("is won by exactly one of two programs that race for it", arguments: 0..<20)
  func race(_: Int) async throws {
    let one = try await openStore(in: folder)
    let two = try await openStore(in: folder)
    let project = try await one.projects.add(sample())
    async let first = outcome(of: one, project, "first")
    async let second = outcome(of: two, project, "second")
    let outcomes = await [first, second]
    #expect(outcomes.compactMap(\.claim).count == 1)
    let loser = try #require(outcomes.compactMap(\.error).first)
    #expect(
      loser == .refused(.staleGeneration(offered: project.generation, current: project.generation.next)))
    #expect(try await one.executions.all().values.count == 1)
  }

  private func outcome(
    of store: ProjectStore, _ project: Project, _ folder: String
  ) async -> (claim: Claim?, error: ClaimError?) {
    do throws(ClaimError) {
      let claim = try await store.executions.claim(project.id, at: noon, request(folder: folder)) {
        (row) throws(Refusal) in
        guard row.generation == project.generation else {
          throw .staleGeneration(offered: project.generation, current: row.generation)
        }
      } event: { _ in
        nil
      }
      return (claim, nil)
    } catch {
      return (nil, error)
    }
  }

  @Test("is refused while another attempt of the project is under way, whatever the check says")
  func sameProject() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let claim = try await store.executions.claim(project, request(7))
    await #expect(throws: ClaimError.underWay(claim.execution.id, of: project.id)) {
      try await store.executions.claim(project, request(8))
    }
  }

  @Test("is refused while an attempt in the same directory is under way, under whatever path")
  func sameDirectory() async throws {
    let store = try await openStore(in: folder)
    let one = try await store.projects.add(sample("/srv/a"))
    let two = try await store.projects.add(sample("/mnt/a"))
    let far = try await store.projects.add(sample("/srv/b"))
    let claim = try await store.executions.claim(one, request(.max))
    await #expect(throws: ClaimError.underWay(claim.execution.id, of: one.id)) {
      try await store.executions.claim(two, request(.max))
    }
    #expect(try await store.required(two.id) == two)
    _ = try await store.executions.claim(far, request(8))
  }

  /// The look before the insert names who is in the way; these are what holds if it is ever taken out.
  @Test("is barred by the schema itself", arguments: ["1, 90, 90", "2, 1, 7"])
  func indexes(values: String) async throws {
    let store = try await openStore(in: folder)
    let one = try await store.projects.add(sample("/srv/a"))
    _ = try await store.projects.add(sample("/srv/b"))
    _ = try await store.executions.claim(one, request(7))
    await #expect(throws: OtherProgram.Failure.self) {
      try await OtherProgram.run(
        """
        INSERT INTO executions (project_id, device, inode, status, under_way) VALUES (\(values), 'pending', 1)
        """, on: folder.file)
    }
    try await OtherProgram.run(
      "INSERT INTO executions (project_id, device, inode, status) VALUES (\(values), 'failed')",
      on: folder.file)
  }

  @Test("is refused by its check, and leaves no trace")
  func check() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    await #expect(throws: ClaimError.refused(.guardNotMet(.warned))) {
      try await store.executions.claim(project.id, at: noon, request()) { (_) throws(Refusal) in
        throw .guardNotMet(.warned)
      } event: { _ in
        nil
      }
    }
    #expect(try await store.required(project.id) == project)
    #expect(try await store.executions.all().values.isEmpty)
  }

  @Test("is refused once the file was removed or replaced", arguments: [true, false])
  func replaced(isReplaced: Bool) async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    try FileManager.default.moveItem(atPath: folder.file, toPath: folder.path("old.db"))
    if isReplaced { _ = try await openStore(in: folder) }
    await #expect(throws: ClaimError.store(.replaced(path: folder.file))) {
      try await store.executions.claim(project, request())
    }
    #expect(try await OtherProgram.run("SELECT count(*) FROM executions", on: folder.path("old.db")) == "0")
  }

  /// SQLite looks only at the file it found behind the link.
  @Test("is refused once the path leads elsewhere, without asking the guards")
  func relinked() async throws {
    let link = folder.path("link.db")
    try await openStore(in: folder).close()
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file)
    let store = try await ProjectStore.open(at: link, engine: .underTest)
    let project = try await store.projects.add(sample())
    try FileManager.default.copyItem(atPath: folder.file, toPath: folder.path("copy.db"))
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path("copy.db"))
    await #expect(throws: ClaimError.store(.replaced(path: link))) {
      try await store.executions.claim(project.id, at: noon, request()) { _ in
        Issue.record("guards asked of a file that is not there any more")
      } event: { _ in
        nil
      }
    }
  }

  @Test("gives up the write-ahead log that another program switched to")
  func givesUpWAL() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    #expect(try await OtherProgram.run("PRAGMA journal_mode = WAL", on: folder.file) == "wal")
    _ = try await store.executions.claim(project, request())
    #expect(try await store.answer("PRAGMA journal_mode") == [[.text("truncate")]])
    #expect(try await store.answer("PRAGMA synchronous") == [[.integer(2)]])
    #expect(try await OtherProgram.run("PRAGMA journal_mode", on: folder.file) == "delete")
  }

  @Test("is refused while another program keeps the file in write-ahead log mode")
  func keptInWAL() async throws {
    let store = try await openStore(in: folder, patience: .zero)
    let project = try await store.projects.add(sample())
    try await OtherProgram.run("PRAGMA journal_mode = WAL", on: folder.file)
    let reader = try await OpenTransaction(
      "DEFERRED; SELECT count(*) FROM projects", on: folder.file, says: "1")
    await #expect(throws: ClaimError.store(.keptInWAL(path: folder.file))) {
      try await store.executions.claim(project, request())
    }
    #expect(try await store.executions.all().values.isEmpty)
    await reader.end()
    _ = try await store.executions.claim(project, request())
  }

  @Test("is refused where it cannot be recorded")
  func unrecorded() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let event = LogEvent(projectID: Project.ID(99), kind: .executed, message: "stray", createdAt: noon)
    await #expect(throws: ClaimError.store(.rowMissing(table: "projects", id: 99))) {
      try await store.executions.claim(project.id, at: noon, request()) { _ in
      } event: { _ in
        event
      }
    }
    #expect(try await store.required(project.id) == project)
    #expect(try await store.executions.underWay().values.isEmpty)
  }

  @Test("is refused for a project that is not there")
  func notFound() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    await #expect(throws: ClaimError.refused(.notFound("5"))) {
      try await store.executions.claim(Project.ID(5), at: noon, request()) { _ in
      } event: { _ in
        nil
      }
    }
  }
}
