import Deadlines
import Testing

@testable import ProjectStore

@Suite("Recording an attempt", .bothEngines)
struct ExecutionsTests {
  let store: ProjectStore
  let claim: Claim

  init() async throws {
    store = try ProjectStore.inMemory(engine: .underTest)
    claim = try await store.executions.claim(store.projects.add(sample()), request())
  }

  private func finish(_ ending: ExecutionEnding, _ status: ProjectStatus) async throws -> Project? {
    try await store.executions.finish(claim.execution.id, ending, at: noon + .hours(3)) { project in
      project.status = status
      return [
        LogEvent(projectID: project.id, kind: .executed, message: "one", createdAt: noon),
        LogEvent(projectID: project.id, kind: .destroyed, message: "two", createdAt: noon),
      ]
    }
  }

  @Test("keeps start, end, output and exit code 0 as 0, with the project's state and the log")
  func completed() async throws {
    #expect(try await store.executions.markRunning(claim.execution.id, at: noon + .hours(2)))
    #expect(try await store.executions.underWay().values.map(\.status) == [.running])
    let ending = ExecutionEnding(status: .completed, output: "a\0b", error: "", exitCode: 0)
    let project = try #require(try await finish(ending, .destroyed))
    #expect(project.status == .destroyed && project.generation == claim.project.generation.next)
    let execution = try #require(try await store.executions.find(claim.execution.id))
    #expect(execution.status == .completed && execution.exitCode == 0)
    #expect(execution.output == "a\u{2400}b" && execution.error == "")
    #expect(execution.startedAt == noon + .hours(2) && execution.completedAt == noon + .hours(3))
    #expect(try await store.executions.underWay().values.isEmpty)
    #expect(try await store.events.of(project.id).values.map(\.message) == ["one", "two"])
    let cells = try await store.answer(
      "SELECT active, exit_code, typeof(completed_at) FROM projects, executions")
    #expect(cells == [[.integer(0), .integer(0), .text("integer")]])
  }

  @Test("keeps no exit code where a signal ended it")
  func signalled() async throws {
    _ = try await finish(ExecutionEnding(status: .failed, error: "killed"), .failed)
    #expect(try await store.executions.last(of: claim.project.id)?.exitCode == nil)
    #expect(try await store.required(claim.project.id).status == .failed)
  }

  /// A second report of the same end must not destroy or revive what was decided since.
  @Test("is done once")
  func once() async throws {
    _ = try await finish(ExecutionEnding(status: .completed, exitCode: 0), .destroyed)
    #expect(try await finish(ExecutionEnding(status: .failed, exitCode: 1), .failed) == nil)
    #expect(try await store.required(claim.project.id).status == .destroyed)
    #expect(try await store.executions.find(claim.execution.id)?.exitCode == 0)
    #expect(try await !store.executions.markRunning(claim.execution.id, at: noon))
  }

  @Test("sets project and directory free for the next attempt")
  func free() async throws {
    _ = try await finish(ExecutionEnding(status: .failed, exitCode: 1), .failed)
    let next = try await store.executions.claim(claim.project, request(folder: "two"))
    #expect(
      try await store.executions.of(claim.project.id).values.map(\.id) == [
        claim.execution.id, next.execution.id,
      ])
    #expect(try await store.executions.last(of: claim.project.id)?.id == next.execution.id)
  }

  @Test("happens even where the project's row makes no sense any more")
  func damagedProject() async throws {
    try await store.run("UPDATE projects SET tags = 'none'")
    #expect(try await finish(ExecutionEnding(status: .completed, exitCode: 0), .destroyed) == nil)
    #expect(try await store.executions.find(claim.execution.id)?.status == .completed)
    #expect(try await store.executions.underWay().values.isEmpty)
  }

  @Test("leaves another program's switching off in force until the end")
  func withdrawn() async throws {
    try await store.run("UPDATE projects SET active = 0")
    #expect(try await store.required(claim.project.id).status == .destroying)
    _ = try await finish(ExecutionEnding(status: .failed, exitCode: 1), .failed)
    #expect(try await store.required(claim.project.id).status == .failed)
  }

  @Test("names an attempt that is not there")
  func missing() async {
    let missing = StoreError.rowMissing(table: "executions", id: 99)
    await #expect(throws: missing) { try await store.executions.markRunning(Execution.ID(99), at: noon) }
    await #expect(throws: missing) {
      try await store.executions.finish(Execution.ID(99), ExecutionEnding(status: .failed), at: noon) { _ in
        []
      }
    }
  }
}
