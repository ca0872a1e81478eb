import Deadlines
import Testing

@testable import ProjectStore

/// The seed's operations on executions.
@Suite("Executions", .bothEngines)
struct ExecutionRepositoryTests {
  let store: ProjectStore
  let one: Project
  let two: Project

  init() async throws {
    store = try ProjectStore.inMemory(engine: .underTest)
    one = try await store.projects.create(sample("/srv/a"), at: noon)
    two = try await store.projects.create(sample("/srv/b"), at: noon)
  }

  private func make(
    _ status: Execution.Status, of project: Project? = nil, code: Int32? = nil, at now: Timestamp = noon
  ) async throws -> Execution {
    try await store.executions.create(
      Execution(
        id: Execution.ID(77), projectID: (project ?? one).id, status: status, exitCode: code, createdAt: now))
  }

  @Test(
    "keep the exit code they ended with, 0 as 0 and none as NULL", arguments: [0, nil, -1, 255, .min, .max])
  func exitCode(code: Int32?) async throws {
    let made = try await make(.completed, code: code)
    #expect(made.id == Execution.ID(1) && made.exitCode == code)
    #expect(try await store.executions.find(made.id) == made)
    let cell: Cell = code.map { .integer(Int64($0)) } ?? .null
    #expect(try await store.answer("SELECT exit_code FROM executions") == [[cell]])
    let query = Query<Execution>.all.filter { columns in
      if let code { columns.exitCode == Int64(code) } else { columns.exitCode.isMissing }
    }
    #expect(try await store.executions.fetch(query).values == [made])
  }

  @Test("are listed by project, status and age")
  func listed() async throws {
    var made: [Execution] = []
    for (number, status) in (Execution.Status.allCases + Execution.Status.allCases).enumerated() {
      let project = number < 7 ? one : two
      made.append(try await make(status, of: project, at: noon + .seconds(Int64(number % 4))))
    }
    #expect(try await store.executions.all().values == made)
    #expect(try await store.executions.of(two.id).values == Array(made[7...]))
    #expect(try await store.executions.of(Project.ID(9)) == Listing())
    #expect(try await store.executions.with(status: .failed).values == [made[3], made[8]])
    #expect(
      try await store.executions.recent(4).values == [made[7], made[3], made[6], made[2]].sorted(by: newest))
    #expect(try await store.executions.recent().values == made.sorted(by: newest))
    #expect(try await store.executions.recent(0) == Listing())
    #expect(try await store.executions.last(of: one.id) == made[6])
    #expect(try await store.executions.last(of: Project.ID(9)) == nil)
    #expect(try await store.executions.lastOfEach() == [one.id: made[6].id, two.id: made[9].id])
    #expect(try await store.executions.underWay() == Listing())
  }

  private func newest(_ left: Execution, _ right: Execution) -> Bool {
    (left.createdAt, left.id) > (right.createdAt, right.id)
  }

  /// The mark is 1 or NULL: what is not marked is not the negation that SQL's `NOT` would give.
  @Test("are under way from the claim to the end, and told apart by the mark")
  func underWay() async throws {
    let other = try await make(.running)
    let claim = try await store.executions.claim(two, request())
    #expect(try await store.executions.underWay().values == [claim.execution])
    let rest = Query<Execution>.all.filter(\.isUnderWay.isNotSet)
    #expect(try await store.executions.fetch(rest).values == [other])
    #expect(try await store.executions.count(.all.filter(\.isUnderWay.isPresent)) == 1)
    #expect(try await store.executions.count(.all.filter(\.isUnderWay.isMissing)) == 1)
    let either = Query<Execution>.all.filter { $0.isUnderWay.isSet || $0.isUnderWay.isNotSet }
    #expect(try await store.executions.count(either.ordered(by: \.isUnderWay)) == 2)
    #expect(try await store.executions.fetch(either.ordered(by: \.isUnderWay)).values.first == other)
    let both = Query<Execution>.underWay.filter { $0.isUnderWay.isNotSet && $0.projectID == two.id }
    #expect(try await store.executions.count(both) == 0)
  }

  @Test("are deleted, true or false")
  func deleted() async throws {
    let made = try await make(.failed)
    #expect(try await store.executions.delete(made.id))
    #expect(try await !store.executions.delete(made.id))
    #expect(try await store.executions.find(made.id) == nil)
    #expect(try await store.projects.count() == 2)
  }

  @Test("are refused for a project that is not there, and at a time that no row may hold")
  func refused() async throws {
    var stray = Execution(id: Execution.ID(0), projectID: Project.ID(9), status: .failed, createdAt: noon)
    await #expect(throws: StoreError.rowMissing(table: "projects", id: 9)) {
      try await store.executions.create(stray)
    }
    stray.projectID = one.id
    stray.startedAt = Timestamp(.max)
    let bad = BadCell(table: "executions", column: "started_at", id: nil, value: "\(Int64.max)")
    await #expect(throws: StoreError.badCell(bad)) {
      try await store.executions.create(stray)
    }
    #expect(try await store.executions.count() == 0)
  }
}
