import Foundation
import RealParts
import Testing

@testable import killall_tofu_benchmarks

/// The real daemon, as built for the tests, in the smallest measurements that there are.
@Suite struct LiveMeasurementTests {
  private let programs = URL(filePath: BuiltPrograms.path("killall-tofu")).deletingLastPathComponent().path

  @Test func bothWaysMeetTheirDeadlines() async throws {
    let folder = try TestFolder()
    let result = try await DeadlineMeasurement(
      programs: programs, folder: folder.path, farProjects: 3, count: 2, lead: .seconds(3)
    ).run()
    #expect(result.daemon.count == 2)
    #expect(result.floor.count == 2)
    #expect((result.daemon + result.floor).allSatisfy { $0 > 0 })
    #expect(result.passages.allSatisfy { 0 < $0.timer && $0.timer < $0.commit })
  }

  @Test func everyProcessIsWatched() async throws {
    let folder = try TestFolder()
    let result = try await WakeUpMeasurement(
      programs: programs, folder: folder.path, farProjects: 3, settling: .milliseconds(500),
      watched: .milliseconds(200)
    ).run()
    #expect(Set(result.switches.keys) == Set(Idler.allCases))
    #expect(result.threads.values.allSatisfy { $0 > 0 })
  }

  @Test func withoutTheDaemonsProgramThereIsNoMeasurement() async throws {
    let folder = try TestFolder()
    let measurement = WakeUpMeasurement(programs: "/nowhere", folder: folder.path, farProjects: 1)
    await #expect(throws: LiveError.notBuilt(path: "/nowhere/killall-tofu")) {
      _ = try await measurement.run()
    }
  }
}
