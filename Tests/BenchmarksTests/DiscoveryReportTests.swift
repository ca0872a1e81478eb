import Testing

@testable import killall_tofu_benchmarks

@Suite struct DiscoveryReportTests {
  @Test(
    arguments: [
      (walk: [5.0], delay: 60.0, wakeUps: 0, isMet: true),
      (walk: [11.0], delay: 60.0, wakeUps: 0, isMet: false),
      (walk: [5.0], delay: 201.0, wakeUps: 0, isMet: false),
      (walk: [5.0], delay: 60.0, wakeUps: 1, isMet: false),
    ])
  func everyGoalCounts(walk: [Double], delay: Double, wakeUps: Int, isMet: Bool) throws {
    let result = DiscoveryMeasurement.Result(
      scans: [.find: [10], .walk: walk, .watch: [9]], delays: [60], wakeUps: wakeUps, calm: .seconds(30))
    let daemon = RegisteringMeasurement.Result(delays: [delay], wakeUps: 1)
    let report = try #require(DiscoveryReport(result, daemon, tree: SampleTree()))
    #expect(report.daemonWakeUpsPerMinute == 2)
    #expect(report.isMet == isMet)
    #expect(report.wakeUpsPerMinute == Double(wakeUps) * 2)
    #expect(report.findings.map(\.ratio.median) == [walk[0] / 10, 0.9])
  }

  @Test func theReportTellsWhatWasMissed() throws {
    let result = DiscoveryMeasurement.Result(
      scans: [.find: [10], .walk: [5], .watch: [12]], delays: [60], wakeUps: 0, calm: .seconds(60))
    let daemon = RegisteringMeasurement.Result(delays: [70])
    let report = try #require(DiscoveryReport(result, daemon, tree: SampleTree()))
    #expect(report.text.contains("find -name .killall.yaml       10.0\n"))
    #expect(report.text.contains("walk                            5.0  0.50 [0.50–0.50]  ≤ 1"))
    #expect(report.text.contains("walk, every directory watched  12.0  1.20 [1.20–1.20]  > 1 missed"))
  }

  @Test func nothingMeasuredIsNoReport() {
    #expect(DiscoveryReport(DiscoveryMeasurement.Result(), .init(), tree: SampleTree()) == nil)
  }
}
