import Foundation

/// What a teardown costs beside the command itself.
struct ExecutorReport: Encodable, Sendable {
  /// One way's figures, in milliseconds.
  struct Figures: Encodable, Sendable {
    var way: TeardownWay
    /// From the decision to the command.
    var toCommand: Tail
    /// From the command's end to the record.
    var toRecord: Tail
    /// All of it, in terms of each other way, turn by turn.
    var ratios: [String: Spread]
  }

  let name = LiveLine.executor.rawValue
  /// Teardowns in each way.
  var teardowns: Int
  var figures: [Figures]

  /// Nil where nothing was measured.
  init?(_ courses: [TeardownWay: [TeardownCourse]]) {
    figures = TeardownWay.allCases.compactMap { way in
      guard let own = courses[way], let toCommand = Tail(own.map(\.toCommand)),
        let toRecord = Tail(own.map(\.toRecord))
      else { return nil }
      var ratios: [String: Spread] = [:]
      for other in TeardownWay.allCases where other != way {
        ratios[other.rawValue] = Spread(zip(own, courses[other] ?? []).map { $0.total / $1.total })
      }
      return Figures(way: way, toCommand: toCommand, toRecord: toRecord, ratios: ratios)
    }
    teardowns = courses[.executor]?.count ?? 0
    guard figures.count == TeardownWay.allCases.count else { return nil }
  }

  /// The report for people.
  var text: String {
    var table = TextTable(
      header: [
        "a teardown, ms", "to the command: p50", "p99", "end to record: p50", "p99", "× syncs", "× spawn",
      ], leftAligned: [0])
    let titles: [TeardownWay: String] = [
      .executor: "executor", .syncs: "floor: the same syncs, one spawn", .spawn: "bare posix_spawn",
    ]
    table.rows = figures.map { figures in
      let times = [
        figures.toCommand.p50, figures.toCommand.p99, figures.toRecord.p50, figures.toRecord.p99,
      ].map { String(format: "%.2f", $0) }
      let ratios = [TeardownWay.syncs, .spawn].map { other in
        figures.ratios[other.rawValue].map {
          String(format: "%.2f [%.2f–%.2f]", $0.median, $0.lowerQuartile, $0.upperQuartile)
        } ?? ""
      }
      return [titles[figures.way] ?? ""] + times + ratios
    }
    return table.text + "\n\n" + """
      \(teardowns.grouped) teardowns in each way, in turn. The command is a shell's own echo into a FIFO that this \
      program reads, so that its beginning is its end as well. [ ] the middle half of the turns' ratios.
      """
  }
}

extension TeardownCourse {
  fileprivate var total: Double { toCommand + toRecord }
}
