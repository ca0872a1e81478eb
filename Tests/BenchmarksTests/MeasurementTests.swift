import Deadlines
import ProjectStore
import RealParts
import Testing

@testable import killall_tofu_benchmarks

@Suite struct MeasurementTests {
  // Each line runs on a real file; that the columns do not differ in their work is checked by the run itself.
  @Test(arguments: Line.all.filter { $0.rows <= 1_000 }.map(\.name))
  func everyColumnDoesTheSameWork(name: String) async throws {
    let folder = try TestFolder()
    let lines = Line.all.filter { $0.name == name }.map {
      var line = $0
      line.operations = 4
      line.turns = 2
      return line
    }
    let rounds = try await Measurement(lines: lines, rounds: 1, folder: folder.path).run { _ in }
    let round = try #require(rounds.first?.first)
    #expect(Set(round.turns.keys) == Set(Column.allCases))
    #expect(round.operations == 4)
    #expect(round.turns.values.allSatisfy { $0.duration > .zero && $0.yield > 0 })
  }

  // A column that the floor left out would be work that only the engines do.
  @Test func theFloorReadsTheSameValuesAsTheEngines() async throws {
    let folder = try TestFolder()
    let bench = try await Bench(path: folder.path("store.db"))
    let new = SampleProjects.project(1)
    _ = try await bench.typed.projects.create(new, at: SampleProjects.now)
    try await bench.floor.execute(
      """
      UPDATE projects SET status = 'held', hold_reason = 'overdue', awaits_user = 1, generation = 7,
        tags = '["a","b"]', scheduled_at = '2026-10-01 12:00:00', accepted_generation = 7,
        accepted_boot = 'boot', accepted_awake = 1, accepted_at = 2, accepted_offset = 3
      """)
    let project = try await bench.floor.find(Project.ID(1))
    #expect(try await bench.typed.projects.find(Project.ID(1)) == project)
    #expect(try await bench.raw.projects.find(Project.ID(1)) == project)
  }

  @Test func aColumnThatDoesLessIsFoundOut() async throws {
    let folder = try TestFolder()
    let lazy = Line(
      name: "lazy", title: "lazy", rows: 10, operations: 1, turns: 1, floor: { _, _ in 1 },
      engine: { _, _ in 2 })
    await #expect(throws: UnequalWork.self) {
      try await Measurement(lines: [lazy], rounds: 1, folder: folder.path).run { _ in }
    }
  }

  // Where its SQL differed from the index's by a blank, SQLite would read every row, and the floor be no floor.
  @Test(arguments: [FloorSQL.findExpiring, FloorSQL.findNext])
  func theFloorFindsDeadlinesThroughTheIndexOfTheFile(sql: @Sendable (String) -> String) async throws {
    let folder = try TestFolder()
    let floor = try await Bench(path: folder.path("store.db")).floor
    let plan = try await floor.plan(of: sql)
    #expect(plan.contains("projects_active_by_time"))
  }
}

extension Floor {
  fileprivate func execute(_ sql: String) throws { try connection.execute(sql) }

  /// The first step that SQLite would take for `sql`.
  fileprivate func plan(of sql: @Sendable (String) -> String) throws -> String {
    let query = sql(try connection.indexedDeadline())
    let explanation = try connection.prepare("EXPLAIN QUERY PLAN " + query)
    defer { explanation.reset() }
    return try explanation.step() ? explanation.text(3) : ""
  }
}
