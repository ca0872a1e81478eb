import Testing

@testable import killall_tofu_benchmarks

@Suite struct TrayReportTests {
  private func report(switches: (Int, Int), memory: (Double, Double)) throws -> TrayReport {
    let finding = { (program: String, switches: Int, memory: Double) in
      TrayMeasurement.Finding(
        program: program, switches: switches,
        memory: ProcessMemory(resident: memory * 2, proportional: memory, alone: memory / 2))
    }
    let result = TrayMeasurement.Result(
      findings: [
        finding("killall-tofu", switches.0, memory.0), finding("udiskie", switches.1, memory.1),
      ], time: .seconds(120))
    return try #require(TrayReport(result, projects: 20))
  }

  @Test(arguments: [
    ((1, 2), (10.0, 20.0), true), ((2, 2), (10.0, 20.0), false), ((1, 2), (11.0, 20.0), false),
  ])
  func bothGoalsCount(switches: (Int, Int), memory: (Double, Double), isMet: Bool) throws {
    #expect(try report(switches: switches, memory: memory).isMet == isMet)
  }

  @Test func theTableSaysWhatWasMissed() throws {
    let text = try report(switches: (0, 0), memory: (31, 52)).text
    #expect(text.contains("not fewer: missed"))
    #expect(text.contains("0.60 of its PSS: missed, ≤ 0.5"))
    #expect(text.contains("Over the same 120 seconds"))
  }

  @Test func wakeUpsAreCountedByTheMinute() throws {
    #expect(try report(switches: (3, 8), memory: (10, 20)).programs.map(\.wakeUpsPerMinute) == [1.5, 4])
  }
}
