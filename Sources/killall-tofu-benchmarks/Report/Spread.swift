/// How numbers of several rounds lie: the median, and how far the rounds differ.
struct Spread: Hashable, Codable, Sendable {
  /// Half of the rounds lie at or below it.
  var median: Double
  /// A quarter of the rounds lies below it.
  var lowerQuartile: Double
  /// A quarter of the rounds lies above it.
  var upperQuartile: Double
  /// The least.
  var minimum: Double
  /// The greatest.
  var maximum: Double

  /// Sums numbers up; nil if there are none.
  ///
  /// Between two of them, quartiles are interpolated.
  init?(_ numbers: [Double]) {
    let sorted = numbers.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    func quantile(_ share: Double) -> Double {
      let position = share * Double(sorted.count - 1)
      let below = Int(position)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
    }
    median = quantile(0.5)
    lowerQuartile = quantile(0.25)
    upperQuartile = quantile(0.75)
    minimum = first
    maximum = last
  }
}
