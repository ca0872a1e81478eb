import Deadlines
import Testing

@testable import RemoteControl

@Suite struct DeadlineQueueTests {
  @Test func theEarliestIsFoundWhateverMoves() {
    var queue = DeadlineQueue()
    var known: [Project.ID: Timestamp] = [:]
    var random = SystemRandomNumberGenerator()
    for step in 0..<5_000 {
      let id = Project.ID(Int64.random(in: 0..<60, using: &random))
      let deadline =
        Int.random(in: 0..<4, using: &random) == 0 ? nil : Timestamp(.random(in: -9...9, using: &random))
      queue.set(deadline, for: id)
      known[id] = deadline
      #expect(queue.earliest == known.values.min(), "step \(step)")
    }
  }

  // A project extended over and over must not make the daemon grow.
  @Test func outdatedEntriesDoNotPileUp() {
    var queue = DeadlineQueue()
    queue.set(Timestamp(0), for: Project.ID(1))
    for second in 1..<Int64(10_000) { queue.set(Timestamp(second), for: Project.ID(2)) }
    #expect(queue.size < 32)
    #expect(queue.earliest == Timestamp(0))
    queue.set(nil, for: Project.ID(1))
    queue.set(nil, for: Project.ID(1))
    #expect(queue.earliest == Timestamp(9_999))
    queue.set(nil, for: Project.ID(2))
    #expect(queue.earliest == nil)
  }
}
