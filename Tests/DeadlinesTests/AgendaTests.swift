import Testing

@testable import Deadlines

@Suite struct AgendaTests {
  /// A plain dictionary is the oracle: the same thousands of operations, the same earliest each time.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func agreesWithSorting(seed: UInt64) {
    var random = SplitMix(state: seed)
    var agenda = Agenda()
    var oracle: [Project.ID: Timestamp] = [:]
    for _ in 0..<4_000 {
      let id = Project.ID(Int64.random(in: 1...60, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        agenda.remove(id)
        oracle[id] = nil
      case 1:
        let limit = Timestamp(Int64.random(in: 0...500, using: &random))
        let expected = oracle.filter { $0.value <= limit }.min { ($0.value, $0.key) < ($1.value, $1.key) }
        #expect(agenda.popFirst(upTo: limit) == expected?.key)
        if let expected { oracle[expected.key] = nil }
      default:
        let at = Timestamp(Int64.random(in: 0...1_000, using: &random))
        agenda.set(id, at: at)
        oracle[id] = at
      }
      #expect(agenda.earliest == oracle.values.min())
      #expect(agenda.count == oracle.count)
      #expect(agenda.time(of: id) == oracle[id])
      #expect(agenda.contains(id) == (oracle[id] != nil))
    }
  }
}

/// A small random generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
