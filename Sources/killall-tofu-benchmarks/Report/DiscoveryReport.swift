import Foundation

/// What it costs to find projects, and to notice that they change.
struct DiscoveryReport: Encodable, Sendable {
  let name = LiveLine.discovery.rawValue
  var tree: SampleTree
  /// Milliseconds of each way to look through the tree.
  var scans: [String: Spread]
  /// The time of ours in terms of that of find, round by round.
  var findings: [Finding]
  /// Milliseconds from the moment when a file is closed to the report of it.
  var delay: Tail
  /// Milliseconds from there to the project's row in the database, by a daemon.
  var registering: Tail
  /// How many files were changed for that.
  var changes: Int
  /// How often per minute any thread of that daemon woke while nothing changed.
  var daemonWakeUpsPerMinute: Double
  /// How often per minute the watcher's thread woke while nothing changed.
  var wakeUpsPerMinute: Double
  /// For how long nothing did.
  var seconds: Double
  /// Whether every promise is kept.
  var isMet: Bool

  /// Nil where nothing was measured.
  init?(
    _ result: DiscoveryMeasurement.Result, _ daemon: RegisteringMeasurement.Result, tree: SampleTree
  ) {
    guard let delay = Tail(result.delays), let registering = Tail(daemon.delays),
      let find = result.scans[.find]
    else { return nil }
    self.tree = tree
    self.registering = registering
    self.delay = delay
    changes = result.delays.count
    scans = [:]
    for (way, times) in result.scans { scans[way.rawValue] = Spread(times) }
    findings = [ScanWay.walk, .watch].compactMap { way in
      Spread(zip(result.scans[way] ?? [], find).map { $0 / $1 }).map {
        Finding(name: "\(way.rawValue)/find", ratio: $0, limit: Goal.scan)
      }
    }
    seconds = result.calm / .seconds(1)
    wakeUpsPerMinute = Double(result.wakeUps) * 60 / seconds
    daemonWakeUpsPerMinute = Double(daemon.wakeUps) * 60 / seconds
    isMet =
      findings.allSatisfy { $0.isMet ?? true } && registering.p99 <= Goal.noticing && wakeUpsPerMinute <= 0
  }

  /// The report for people.
  var text: String {
    var table = TextTable(header: ["first scan", "ms", "× find", ""], leftAligned: [0, 3])
    let titles: [ScanWay: String] = [
      .find: "find -name .killall.yaml", .walk: "walk", .watch: "walk, every directory watched",
    ]
    table.rows = ScanWay.allCases.map { way in
      let finding = findings.first { $0.name == "\(way.rawValue)/find" }
      return [
        titles[way] ?? "", scans[way.rawValue].map { String(format: "%.1f", $0.median) } ?? "",
        finding.map { ratio($0.ratio) } ?? "", finding.map(verdict) ?? "",
      ]
    }
    return [
      table.text,
      """
      \(tree.entries.grouped) entries: \(tree.directories.grouped) directories, \(tree.places.grouped) project files. \
      [ ] the middle half of the rounds' ratios.
      """,
      String(
        format:
          "A change is reported %.1f ms after the file is closed (p50; p99 %.1f, the latest %.1f), ",
        delay.p50, delay.p99, delay.maximum)
        + "in \(changes.grouped) changes; for the first 50 ms of that it is left alone.",
      String(
        format:
          "A new project stands in the database %.1f ms after its file is closed (p50; p99 %.1f, the latest %.1f; %@).",
        registering.p50, registering.p99, registering.maximum,
        registering.p99 <= Goal.noticing ? "≤ \(Int(Goal.noticing))" : "> \(Int(Goal.noticing)) missed"),
      String(
        format: "That daemon wakes %.1f times per minute while nothing changes.", daemonWakeUpsPerMinute),
      String(
        format:
          "The watcher's thread wakes %.1f times per minute while nothing changes (%@), counted over %.0f s.",
        wakeUpsPerMinute, wakeUpsPerMinute <= 0 ? "≤ 0" : "> 0 missed", seconds),
    ].joined(separator: "\n\n")
  }

  private func ratio(_ spread: Spread) -> String {
    String(format: "%.2f [%.2f–%.2f]", spread.median, spread.lowerQuartile, spread.upperQuartile)
  }

  private func verdict(_ finding: Finding) -> String {
    String(format: finding.isMet == true ? "≤ %.4g" : "> %.4g missed", finding.limit ?? 0)
  }
}
