import Testing

@testable import killall_tofu_benchmarks

@Suite struct ControlReportTests {
  private let measurement = ControlMeasurement(programs: "", folder: "", rounds: 1)

  private func start(_ named: Double, memory: Double, count: Int = 10_000) -> DaemonStart {
    let memory = ProcessMemory(resident: memory + 9, proportional: memory, alone: memory - 1)
    return DaemonStart(
      named: named, listed: named + 50, count: count, memory: memory, memoryListed: memory)
  }

  private func report(_ full: DaemonStart) throws -> ControlReport {
    let result = ControlMeasurement.Result(
      extensions: [2, 4], commits: [1, 4], lists: [30], queries: [10], full: [full],
      empty: [start(20, memory: 9, count: 0)])
    return try #require(ControlReport(result, measurement))
  }

  @Test(
    arguments: [
      (150, 20, 10_000, true), (150.1, 20, 10_000, false), (150, 20.1, 10_000, false),
      (150, 20, 9_999, false),
    ] as [(Double, Double, Int, Bool)])
  func goalsAreHeld(_ named: Double, _ memory: Double, _ count: Int, _ isMet: Bool) throws {
    let report = try report(start(named, memory: memory, count: count))
    #expect(report.isMet == isMet)
    #expect(report.text.contains("missed") != isMet)
  }

  @Test func ratiosAreTakenTurnByTurn() throws {
    let report = try report(start(100, memory: 10))
    #expect((report.extensions.ratio.minimum, report.extensions.ratio.maximum) == (1, 2))
    #expect(report.list.ratio.median == 3)
    #expect(report.text.contains("a start"))
  }

  @Test func nothingMeasuredIsNoReport() {
    #expect(ControlReport(ControlMeasurement.Result(), measurement) == nil)
  }

  @Test func memoryIsReadAsTheKernelTellsIt() {
    let memory = ProcessMemory(
      rollup: """
        55a0-7ffc ---p 00000000 00:00 0    [rollup]
        Rss:               20480 kB
        Pss:               10240 kB
        Private_Clean:      1024 kB
        Private_Dirty:      2048 kB
        """)
    #expect(memory == ProcessMemory(resident: 20, proportional: 10, alone: 3))
  }
}
