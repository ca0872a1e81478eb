import Testing

@testable import killall_tofu_benchmarks

@Suite struct ExecutorReportTests {
  private func course(_ toCommand: Int64, _ toRecord: Int64) -> TeardownCourse {
    let start = WallTime(nanoseconds: 0)
    let command = WallTime(nanoseconds: toCommand * 1_000_000)
    return TeardownCourse(
      start: start, command: command, end: WallTime(nanoseconds: (toCommand + toRecord) * 1_000_000))
  }

  @Test func ratiosAreTakenTurnByTurn() throws {
    let report = try #require(
      ExecutorReport([
        .executor: [course(6, 2), course(9, 3)], .syncs: [course(3, 1), course(2, 1)],
        .spawn: [course(1, 0), course(1, 0)],
      ]))
    let executor = try #require(report.figures.first { $0.way == .executor })
    #expect((executor.toCommand.p50, executor.toRecord.maximum) == (6, 3))
    #expect(executor.ratios["syncs"]?.minimum == 2)
    #expect(executor.ratios["syncs"]?.maximum == 4)
    #expect(executor.ratios["spawn"]?.median == 10)
    #expect(report.text.contains("2 teardowns in each way"))
  }

  @Test func nothingMeasuredIsNoReport() {
    #expect(ExecutorReport([:]) == nil)
    #expect(ExecutorReport([.executor: [course(1, 1)]]) == nil)
  }

  @Test func eachWayComesFirstEquallyOften() {
    let firsts = (0..<6).compactMap { TeardownWay.order(ofTurn: $0).first }
    #expect(firsts == TeardownWay.allCases + TeardownWay.allCases)
  }
}
