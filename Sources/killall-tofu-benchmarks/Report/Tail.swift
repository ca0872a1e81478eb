/// How late the late ones were, in milliseconds: every number is one that was measured.
struct Tail: Hashable, Encodable, Sendable {
  /// Half of the measurements are at or below it.
  var p50: Double
  /// Ninety-nine of a hundred are at or below it.
  var p99: Double
  /// The greatest.
  var maximum: Double

  /// Sums measurements up; nil if there are none.
  init?(_ numbers: [Double]) {
    let sorted = numbers.sorted()
    guard let last = sorted.last else { return nil }
    // The nearest rank, in whole numbers: 0.99 has no exact binary form.
    func percentile(_ percent: Int) -> Double { sorted[(percent * sorted.count + 99) / 100 - 1] }
    p50 = percentile(50)
    p99 = percentile(99)
    maximum = last
  }

  private init(p50: Double, p99: Double, maximum: Double) {
    self.p50 = p50
    self.p99 = p99
    self.maximum = maximum
  }

  /// Each number in terms of the other's.
  static func / (left: Tail, right: Tail) -> Tail {
    Tail(p50: left.p50 / right.p50, p99: left.p99 / right.p99, maximum: left.maximum / right.maximum)
  }
}
