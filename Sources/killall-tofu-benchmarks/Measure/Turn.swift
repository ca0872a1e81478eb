/// What one column did in one go, and how long it took.
struct Turn: Hashable, Sendable {
  /// From before the first operation to after the last.
  var duration = Duration.zero
  /// How many things were read or written, so that the columns can be held to the same work.
  var yield = 0

  static func += (sum: inout Turn, turn: Turn) {
    sum.duration += turn.duration
    sum.yield += turn.yield
  }

  /// Times synchronous work, once for each number.
  static func time(_ numbers: Range<Int>, _ work: (Int) throws -> Int) rethrows -> Turn {
    var turn = Turn()
    let start = ContinuousClock.now
    for number in numbers { turn.yield += try work(number) }
    turn.duration = start.duration(to: .now)
    return turn
  }

  /// Times work that waits for an engine, once for each number, one after the other.
  @concurrent
  static func time(_ numbers: Range<Int>, _ work: @Sendable (Int) async throws -> Int) async throws -> Turn {
    var turn = Turn()
    let start = ContinuousClock.now
    for number in numbers { turn.yield += try await work(number) }
    turn.duration = start.duration(to: .now)
    return turn
  }
}
