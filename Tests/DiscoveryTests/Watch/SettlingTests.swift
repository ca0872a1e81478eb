import Testing

@testable import Discovery

@Suite struct SettlingTests {
  private typealias Step = (at: Int, change: Settling.Change)

  // Milliseconds; a whole file settles 50 after its last change and at most 500 after its first, an open one 2,000 after.
  @Test(
    arguments: [
      ([(0, .whole)], 50), ([(0, .whole), (40, .whole)], 90), ([(0, .unfinished)], 2_000),
      ([(0, .unfinished), (300, .unfinished)], 2_000), ([(0, .unfinished), (10, .whole)], 60),
      ([(0, .whole), (10, .unfinished)], 500), ([(0, .whole), (10, .unfinished), (20, .whole)], 70),
      ([(0, .unfinished), (1_980, .whole)], 2_000),
      ((0..<20).map { ($0 * 40, .whole) }, 500),
    ] as [([(Int, Settling.Change)], Int)])
  func settlesWhenLeftAlone(changes: [(Int, Settling.Change)], end: Int) {
    var settling = Settling()
    for (time, change) in changes { settling.note("a", change, at: .milliseconds(time)) }
    #expect(settling.next == .milliseconds(end))
    #expect(settling.takeSettled(at: .milliseconds(end - 1)).isEmpty)
    #expect(settling.takeSettled(at: .milliseconds(end)) == ["a"])
    #expect(settling.next == nil)
  }

  @Test func eachPlaceSettlesByItself() {
    var settling = Settling()
    settling.note("b", .whole, at: .zero)
    settling.note("c", .unfinished, at: .zero)
    settling.note("a", .whole, at: .milliseconds(1))
    #expect(settling.takeSettled(at: .milliseconds(51)) == ["a", "b"])
    #expect(settling.next == .seconds(2))
  }
}
