import Deadlines
import Foundation
import RealParts
import Testing

/// A random life of several projects against an oracle that knows only the promises.
///
/// `KILLALL_TOFU_MODEL_STEPS` sets how many events each seed lives through, for a long run by hand.
@Suite struct PromiseModelTests {
  static let steps = ProcessInfo.processInfo.environment["KILLALL_TOFU_MODEL_STEPS"].flatMap(Int.init) ?? 400

  @Test(arguments: Array(1...60) as [UInt64])
  func noTeardownBreaksAPromise(seed: UInt64) {
    _ = live(seed)
  }

  @Test("claims of every kind are among them, or they would prove nothing")
  func everyKindOccurs() {
    let lives = (61...66 as ClosedRange<UInt64>).map(live)
    for kind in [\RunOracle.Figures.warned, \.further, \.retried, \.confirmed, \.typed, \.lapsed] {
      #expect(lives.contains { $0[keyPath: kind] > 0 })
    }
  }

  /// Lives through one life; returns what happened in it.
  private func live(_ seed: UInt64) -> RunOracle.Figures {
    var random = SeededRandom(seed: seed)
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.start()
    for id in 1...6 as ClosedRange<Int64> {
      world.add(id, timeout: ["20s", "10 min", "2 hours", "1 day"].randomElement(using: &random) ?? "20s") {
        if id % 2 == 0 {
          $0.source = .file
          $0.file = FileStanding(consent: .allowed)
        }
        $0.wishes.retries = [nil, 0, 1, 9].randomElement(using: &random) ?? nil
        // The last numbers there are, after which they begin again.
        if id == 6 { $0.generation = Generation(.max - 40) }
      }
    }
    var oracle = PromiseOracle()
    for step in 0..<Self.steps {
      oracle.note(world)
      world.live(&random)
      if let broken = oracle.broken(by: world) {
        Issue.record("\(broken); seed \(seed), step \(step)")
        return oracle.runs.figures
      }
    }
    return oracle.runs.figures
  }
}
