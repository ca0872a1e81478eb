import Foundation

/// What events cost the schedule with few projects and with many.
struct ScheduleReport: Encodable, Sendable {
  /// What was found of one kind of event.
  struct Entry: Encodable, Sendable {
    var work: ScheduleMeasurement.Work
    /// Nanoseconds per event with the fewest projects and with the most.
    var small: Spread
    var large: Spread
    /// The most in terms of the fewest, round by round.
    var ratio: Spread
  }

  let name = LiveLine.schedule.rawValue
  var entries: [Entry]
  /// How much dearer an event may be with the most projects.
  let limit = Goal.growth
  /// Whether every one is at most that.
  var isMet: Bool { entries.allSatisfy { $0.ratio.median <= Goal.growth } }

  init(_ results: [ScheduleMeasurement.Work: [Int: [Double]]]) {
    let (few, many) = (ScheduleMeasurement.sizes[0], ScheduleMeasurement.sizes[1])
    entries = ScheduleMeasurement.Work.allCases.compactMap { work in
      guard let small = results[work]?[few], let large = results[work]?[many],
        let smallSpread = Spread(small), let largeSpread = Spread(large),
        let ratio = Spread(zip(large, small).map { $0 / $1 })
      else { return nil }
      return Entry(work: work, small: smallSpread, large: largeSpread, ratio: ratio)
    }
  }

  /// The report for people.
  var text: String {
    let titles: [ScheduleMeasurement.Work: String] = [
      .move: "a deadline is moved", .warning: "a warning is due and accepted",
      .clock: "the clock is set, nothing is due",
    ]
    let sizes = ScheduleMeasurement.sizes.map { "\($0.grouped) projects" }
    var table = TextTable(header: ["the schedule, per event"] + sizes + ["ratio", ""], leftAligned: [0, 4])
    table.rows = entries.map { entry in
      [
        titles[entry.work] ?? "", String(format: "%.2f µs", entry.small.median / 1_000),
        String(format: "%.2f µs", entry.large.median / 1_000), String(format: "%.2f", entry.ratio.median),
        String(format: entry.ratio.median <= limit ? "≤ %.4g" : "> %.4g missed", limit),
      ]
    }
    return table.text
  }
}
