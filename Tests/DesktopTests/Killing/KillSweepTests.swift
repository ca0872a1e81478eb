import Foundation
import RealParts
import Testing

/// The daemon, the supervisor and both are killed, at named points and at random moments, and the command itself tells
/// what was done: nothing may be lost, done twice, or called a success that was none.
///
/// `KILLALL_TOFU_KILL_ROUNDS=500` runs every point and so many random moments, and prints a table;
/// `KILLALL_TOFU_KILL_SEED` repeats the random moments of an earlier run.
@Suite(.desktop, .serialized) struct KillSweepTests {
  static let wished = ProcessInfo.processInfo.environment["KILLALL_TOFU_KILL_ROUNDS"].flatMap(
    Int.init)
  private static let seed =
    ProcessInfo.processInfo.environment["KILLALL_TOFU_KILL_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 0..<1_000_000)

  @Test func nothingIsLostDoubledOrFalselySuccessful() async throws {
    var random = SeededRandom(seed: Self.seed)
    let everybody: [Set<Victim>] = [[.daemon], [.supervisor], [.daemon, .supervisor]]
    var kills: [KillLane.Kill] = []
    if let rounds = Self.wished {
      for point in KillPoint.all + KillPoint.withHooks {
        for victims in everybody where point.canKill(victims) { kills.append(.at(point, victims)) }
      }
      for point in KillPoint.all where point.process == .daemon {
        for victims in [everybody[0], everybody[2]] where point.canKill(victims) {
          kills.append(.typed(point, victims))
        }
      }
      kills += (0..<rounds).map { number in
        .atRandom(.random(in: 0...1, using: &random), everybody[number % everybody.count])
      }
    } else {
      let telling = [
        "claim committed", "let go", "start in sight", "command ended, nothing written", "end in sight",
        "start after a hook in sight", "last hook in sight",
      ]
      for (number, name) in telling.enumerated() {
        let point = try #require((KillPoint.all + KillPoint.withHooks).first { $0.name == name })
        kills.append(.at(point, number % 2 == 0 ? [point.process] : [.daemon, .supervisor]))
      }
      kills += KillPoint.all.filter { $0.name == "claim committed" || $0.name == "let go" }
        .map { .typed($0, [.daemon]) }
      kills += everybody.map { .atRandom(.random(in: 0...1, using: &random), $0) }
    }
    let sweep = try await KillSweep(kills, desks: Self.wished == nil ? 3 : 4)
    if Self.wished != nil { print("seed \(Self.seed)\n\(sweep.table)") }
    let isClean = sweep.bad.isEmpty
    #expect(isClean, "seed \(Self.seed)\n\(sweep.bad.map { "\($0)" }.joined(separator: "\n\n"))")
  }
}

extension KillPoint {
  /// There is no supervisor before it is spawned, nor after its end is known.
  fileprivate func canKill(_ victims: Set<Victim>) -> Bool {
    guard let place = Self.all.firstIndex(of: self) else { return true }
    let spawned = Self.all.firstIndex { $0.name == "supervisor spawned" } ?? 0
    let ended = Self.all.firstIndex { $0.name == "end not committed" } ?? Self.all.count
    return victims == [.daemon] || (spawned..<ended).contains(place)
  }
}
