import RealParts
import Testing

@testable import killall_tofu_benchmarks

@Suite struct ColdStartTests {
  private func program(_ title: String) -> StartedProgram {
    StartedProgram(title: title, path: "/bin/true", arguments: [])
  }

  @Test func coldStartsAreComparedWithThoseOfTheSameTurn() throws {
    let times = [
      ColdStartMeasurement.Times(cold: [30, 80], warm: [3, 4]),
      ColdStartMeasurement.Times(cold: [10, 40], warm: [1, 1]),
    ]
    let report = try #require(ColdStartReport([program("ours"), program("C")], times))
    #expect(report.figures.map(\.ratio.median) == [2.5, 1])
    #expect(report.figures[0].bytes > 0)
    #expect(report.text.contains("ours") && report.text.contains("2.50"))
  }

  @Test func nothingMeasuredIsNoReport() {
    #expect(ColdStartReport([], []) == nil)
    #expect(ColdStartReport([program("ours")], [ColdStartMeasurement.Times()]) == nil)
  }

  @Test func realProgramsAreStartedInEveryRound() throws {
    let folder = try TestFolder()
    let copy = try StartedProgram(title: "true", path: "/bin/true", arguments: []).stripped(in: folder.path)
    let times = try ColdStartMeasurement(programs: [copy, program("floor")], rounds: 2).run()
    #expect(times.map(\.cold.count) == [2, 2])
    #expect(times.allSatisfy { ($0.cold + $0.warm).allSatisfy { $0 > 0 } })
  }

  @Test func smallProgramsAreBuiltAndRun() throws {
    let folder = try TestFolder()
    let program = try SmallProgram.c.build(in: folder.path)
    #expect(try program.start(output: 2) > 0)
    #expect(program.bytes > 0)
  }

  @Test func aProgramThatIsNotThereHasNoFigures() {
    #expect(throws: LiveError.self) {
      try StartedProgram(title: "", path: "/nowhere/true", arguments: []).forget()
    }
  }
}
