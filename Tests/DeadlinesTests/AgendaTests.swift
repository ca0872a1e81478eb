import RealParts
import Testing

@testable import Deadlines

@Suite struct AgendaTests {
  /// A plain dictionary is the oracle: the same thousands of operations, the same earliest each time.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func agreesWithSorting(seed: UInt64) {
    var random = SeededRandom(seed: seed)
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
