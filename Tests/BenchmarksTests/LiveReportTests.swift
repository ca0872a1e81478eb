import Testing

@testable import killall_tofu_benchmarks

@Suite struct LiveReportTests {
  private func deadlines(daemon: [Double]) throws -> DeadlineReport {
    let result = DeadlineMeasurement.Result(
      daemon: daemon, floor: [4, 4], passages: [.init(timer: 1, commit: 2), .init(timer: 1, commit: 3)])
    return try #require(DeadlineReport(result, farProjects: 10_000))
  }

  @Test func theGoalIsHeldByTheLateOnes() throws {
    #expect(try deadlines(daemon: [8, 10]).isMet)
    #expect(try !deadlines(daemon: [8, 10.1]).isMet)
  }

  @Test func theFloorIsToldStepByStep() throws {
    let report = try deadlines(daemon: [8, 12])
    #expect(report.ratio.p99 == 3)
    #expect(report.floorTimer.maximum == 1)
    #expect((report.floorCommit.p50, report.floorCommit.maximum) == (1, 2))
    #expect((report.floorCommand.p50, report.floorCommand.maximum) == (1, 2))
    #expect(report.text.contains("daemon                       8.00  12.00  12.00  p99 > 10 missed"))
  }

  @Test func nothingMeasuredIsNoReport() {
    #expect(DeadlineReport(DeadlineMeasurement.Result(), farProjects: 1) == nil)
  }

  @Test(arguments: [(0, true), (1, true), (2, false)])
  func theDaemonIsNotToWake(switches: Int, isMet: Bool) {
    let result = WakeUpMeasurement.Result(
      switches: [.daemon: switches, .emptyDaemon: 0, .sleeper: 60], threads: [.daemon: 9],
      time: .seconds(60))
    let report = WakeUpReport(result, farProjects: 10_000)
    #expect(report.processes.map(\.perMinute) == [Double(switches), 0, 60])
    #expect(report.isMet == isMet)
  }

  @Test func wakeUpsAreCountedPerMinute() {
    let result = WakeUpMeasurement.Result(
      switches: [.daemon: 3], threads: [.daemon: 9], time: .seconds(30))
    let report = WakeUpReport(result, farProjects: 10_000)
    let line = report.text.split(separator: "\n").first { $0.hasPrefix("daemon, 10,000 projects") }
    #expect(line?.hasSuffix("6.0        9  > 1 missed") == true)
  }
}
