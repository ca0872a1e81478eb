import Deadlines
import RealParts
import Testing

@testable import ProjectStore

/// `RAISE(IGNORE)` leaves a row out and reports success; what was not recorded must not count as done.
@Suite("A trigger that drops rows in silence", .bothEngines)
struct SilentTriggerTests {
  let store: ProjectStore

  init() throws {
    store = try ProjectStore.inMemory(engine: .underTest)
  }

  private func ignore(_ change: String) async throws {
    try await store.run("CREATE TRIGGER ignored BEFORE \(change) BEGIN SELECT RAISE(IGNORE); END")
  }

  private func isIgnored(_ error: StoreError?, in table: String) -> Bool {
    if case .io(_, let text) = error { text.hasPrefix("a row of \(table) was not written") } else { false }
  }

  @Test("keeps a claim from being made, although an older execution has the id that SQLite names")
  func claim() async throws {
    let project = try await store.projects.add(sample())
    _ = try await store.executions.create(
      Execution(id: Execution.ID(0), projectID: project.id, status: .failed, createdAt: noon))
    try await store.events.log(LogEvent(projectID: project.id, kind: .created, message: "", createdAt: noon))
    try await ignore("INSERT ON executions")
    do throws(ClaimError) {
      _ = try await store.executions.claim(project, request())
      Issue.record("claimed")
    } catch {
      guard case .store(let error) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(isIgnored(error, in: "executions"))
    }
    #expect(try await store.required(project.id) == project)
  }

  @Test(
    "is an error of a change, of which nothing stays", arguments: ["UPDATE ON projects", "INSERT ON events"])
  func change(trigger: String) async throws {
    let project = try await store.projects.add(sample())
    try await ignore(trigger)
    do throws(ChangeError) {
      _ = try await store.projects.update(project.id, at: noon) {
        $0.deadline = noon + .days(1)
        return LogEvent(projectID: project.id, kind: .extended, message: "", createdAt: noon)
      }
      Issue.record("changed")
    } catch {
      guard case .store(let error) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(isIgnored(error, in: trigger.hasPrefix("UPDATE") ? "projects" : "events"))
    }
    #expect(try await store.required(project.id) == project)
    #expect(try await store.events.count() == 0)
  }

  @Test("is an error of recording an end")
  func end() async throws {
    let claim = try await store.executions.claim(try await store.projects.add(sample()), request())
    try await ignore("UPDATE ON executions")
    do throws(StoreError) {
      _ = try await store.executions.finish(
        claim.execution.id, ExecutionEnding(status: .completed, exitCode: 0), at: noon
      ) { _ in [] }
      Issue.record("recorded")
    } catch {
      #expect(isIgnored(error, in: "executions"))
    }
    #expect(try await store.executions.underWay().values == [claim.execution])
  }
}
