import Foundation

/// What it costs to start our programs, beside programs that do nothing.
struct ColdStartReport: Encodable, Sendable {
  /// One program's figures.
  struct Figures: Encodable, Sendable {
    var title: String
    /// Bytes of its file, stripped.
    var bytes: Int
    /// Milliseconds, its file not in memory.
    var cold: Spread
    /// Milliseconds, its file in memory.
    var warm: Spread
    /// The cold starts in terms of the floor's, turn by turn.
    var ratio: Spread
  }

  let name = LiveLine.coldStart.rawValue
  var figures: [Figures]

  /// The last program is the floor; nil where nothing was measured.
  init?(_ programs: [StartedProgram], _ times: [ColdStartMeasurement.Times]) {
    guard let floor = times.last, programs.count == times.count else { return nil }
    figures = zip(programs, times).compactMap { program, times in
      guard let cold = Spread(times.cold), let warm = Spread(times.warm),
        let ratio = Spread(zip(times.cold, floor.cold).map { $0 / $1 })
      else { return nil }
      return Figures(title: program.title, bytes: program.bytes, cold: cold, warm: warm, ratio: ratio)
    }
    guard figures.count == programs.count else { return nil }
  }

  /// The report for people.
  var text: String {
    var table = TextTable(
      header: ["a start, ms", "MiB on disk", "cold", "warm", "cold × C"], leftAligned: [0])
    table.rows = figures.map { figures in
      [
        figures.title, String(format: "%.1f", Double(figures.bytes) / 1_048_576),
        String(format: "%.1f", figures.cold.median), String(format: "%.1f", figures.warm.median),
        String(
          format: "%.2f [%.2f–%.2f]", figures.ratio.median, figures.ratio.lowerQuartile,
          figures.ratio.upperQuartile),
      ]
    }
    return table.text + "\n\n" + """
      From the spawn to the end of a program that says one line, ours its version; medians of turns in which each is \
      started twice. Before a cold start the pages of the program's own file are dropped; those of libraries in use \
      stay. All are stripped. [ ] the middle half of the turns' ratios.
      """
  }
}
