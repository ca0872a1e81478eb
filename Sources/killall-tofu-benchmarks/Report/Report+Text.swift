import Foundation

extension Report {
  /// The report for people.
  var text: String {
    let live = [
      schedule?.text, discovery?.text, executor?.text, control?.text, coldStart?.text, deadlines?.text,
      wakeUps?.text, tray?.text,
    ].compactMap(\.self)
    return ([head] + engineParts + live).joined(separator: "\n\n")
  }

  private var engineParts: [String] {
    guard !lines.isEmpty else { return [] }
    return [lineTable.text, notes] + (scale.isEmpty ? [] : [scaleTable.text]) + [engineTable.text]
  }

  private var head: String {
    var lines = [
      "One file in \(conditions.folder), journal_mode=\(conditions.journalMode), "
        + "synchronous=\(conditions.isFull ? "FULL" : "not FULL"), SQLite \(conditions.sqlite)"
        + (lines.isEmpty ? "" : "; medians of \(conditions.rounds) rounds")
        + (conditions.isQuick ? ", a tenth of the operations (--quick)" : "")
    ]
    if conditions.isMemory {
      lines.append("WARNING: this folder is a memory; a durable commit costs nothing there.")
    }
    if conditions.isDebugBuild { lines.append("WARNING: a debug build; run with -c release.") }
    return lines.joined(separator: "\n")
  }

  private var lineTable: TextTable {
    var table = TextTable(
      header: ["time per operation", "floor", "raw", "typed", "typed/raw", "", "typed/floor", ""],
      leftAligned: [0, 5, 7])
    for line in lines {
      var row = [line.title]
      for column in Column.allCases { row.append(line.nanoseconds[column.rawValue].map(time) ?? "n/a") }
      for finding in line.findings.prefix(2) { row += [ratio(finding.ratio), verdict(finding)] }
      table.rows.append(row)
    }
    return table
  }

  private var scaleTable: TextTable {
    var table = TextTable(
      header: ["cost, as a multiple", "floor", "raw", "", "typed", ""], leftAligned: [0, 3, 5])
    for line in scale {
      var row = [line.title]
      for finding in line.findings {
        row.append(ratio(finding.ratio))
        if finding.limit != nil { row.append(verdict(finding)) }
      }
      table.rows.append(row)
    }
    return table
  }

  private var engineTable: TextTable {
    var table = TextTable(header: ["engine's own code", "source lines", "bytes"], leftAligned: [0])
    for engine in engines {
      table.rows.append([
        engine.engine, engine.sourceLines?.grouped ?? "n/a", engine.bytes?.grouped ?? "n/a",
      ])
    }
    return table
  }

  private var notes: String {
    """
    ± half of the rounds lie this near to the median; [ ] the middle half of the rounds' ratios.
    By id: \(cost) The rest is what a statement costs to find, reset and ask once: one row has no others to \
    share it with. From another thread, two changes of thread come on top: they keep a wait for the disk or a \
    lock off threads that must not wait.
    """
  }

  /// What reading one row costs.
  private var cost: String {
    guard let line = lines.first(where: { $0.name == "find" }), let typed = line.nanoseconds["typed"],
      let floor = line.nanoseconds["floor"]
    else { return "not measured." }
    return String(
      format: "%.1f µs through typed, of which SQLite needs %.1f.", typed.median / 1_000,
      floor.median / 1_000)
  }

  private func time(_ spread: Spread) -> String {
    let width = (spread.upperQuartile - spread.lowerQuartile) / 2 / spread.median * 100
    return String(format: "%.1f µs ±%2.0f%%", spread.median / 1_000, width)
  }

  private func ratio(_ spread: Spread) -> String {
    String(format: "%.2f [%.2f–%.2f]", spread.median, spread.lowerQuartile, spread.upperQuartile)
  }

  private func verdict(_ finding: Finding) -> String {
    guard let limit = finding.limit, let isMet = finding.isMet else { return "no goal" }
    return String(format: isMet ? "≤ %.4g" : "> %.4g missed", limit)
  }
}
