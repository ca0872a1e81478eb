import Deadlines
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

  @Test func aColumnThatDoesLessIsFoundOut() async throws {
    let folder = try TestFolder()
    let lazy = Line(
      name: "lazy", title: "lazy", rows: 10, operations: 1, turns: 1, floor: { _, _ in 1 },
      engine: { _, _ in 2 })
    await #expect(throws: UnequalWork.self) {
      try await Measurement(lines: [lazy], rounds: 1, folder: folder.path).run { _ in }
    }
  }

  @Test func theFloorFindsDeadlinesThroughTheIndexOfTheFile() async throws {
    let folder = try TestFolder()
    let floor = try await Bench(path: folder.path + "/store.db").floor
    let plan = try await floor.answer(
      "SELECT detail FROM (SELECT 1) JOIN (SELECT group_concat(name) AS detail FROM pragma_index_list('projects'))"
    )
    #expect(plan.contains("projects_active_by_time"))
  }
}
