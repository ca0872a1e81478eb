import Foundation
import RealParts
import Testing

@testable import killall_tofu_benchmarks

@Suite struct DiscoveryMeasurementTests {
  @Test func theTreeIsAsLargeAsSaid() throws {
    let folder = try TestFolder()
    let tree = SampleTree(directories: 30, entries: 100, places: 5)
    let places = try tree.make(at: folder.path("tree"))
    let found =
      FileManager.default.enumerator(atPath: folder.path("tree"))?.compactMap { $0 as? String } ?? []
    #expect(found.count == 100)
    #expect(found.filter { $0.hasSuffix(".killall.yaml") }.count == 5)
    #expect(Set(places).count == 5)
  }

  @Test func everyWayIsMeasuredInEveryRound() async throws {
    let folder = try TestFolder()
    var measurement = DiscoveryMeasurement(folder: folder.path, rounds: 2)
    measurement.size = SampleTree(directories: 30, entries: 100, places: 5)
    measurement.changes = 3
    measurement.calm = .milliseconds(200)
    let result = try await measurement.run()
    #expect(result.scans.mapValues(\.count) == [.find: 2, .walk: 2, .watch: 2])
    #expect(result.delays.count == 3)
    #expect(result.delays.allSatisfy { $0 >= 40 })
    #expect(result.calm >= .milliseconds(200))
  }

  @Test func eachWayIsFirstEquallyOften() {
    #expect(Set((0..<3).map { ScanWay.order(ofRound: $0).first }) == Set(ScanWay.allCases))
  }
}
