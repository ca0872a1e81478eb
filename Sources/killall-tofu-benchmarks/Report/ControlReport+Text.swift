import Foundation

extension ControlReport {
  /// The report for people.
  var text: String {
    [pairs.text, starts.text, notes].joined(separator: "\n\n")
  }

  private var pairs: TextTable {
    var table = TextTable(
      header: ["asked, ms", "p50", "p99", "floor: p50", "p99", "× floor"], leftAligned: [0])
    table.rows = [
      row("Extend over D-Bus, durable", extensions), row("list, \(projects.grouped) projects", list),
    ]
    return table
  }

  private func row(_ title: String, _ pair: Pair) -> [String] {
    let times = [pair.own.p50, pair.own.p99, pair.floor.p50, pair.floor.p99]
    let ratio = String(
      format: "%.2f [%.2f–%.2f]", pair.ratio.median, pair.ratio.lowerQuartile, pair.ratio.upperQuartile)
    return [title] + times.map { String(format: "%.2f", $0) } + [ratio]
  }

  private var starts: TextTable {
    var table = TextTable(
      header: ["a start", "\(farProjects.grouped) projects", "", "empty file"], leftAligned: [0, 2])
    table.rows = [
      [
        "name owned, ms", number(full.named.median), verdict(full.named.median, Goal.start),
        number(empty.named.median),
      ],
      ["all listed, ms", number(full.listed.median), "", number(empty.listed.median)],
      ["objects listed", full.count.grouped, verdict(full.count), empty.count.grouped],
      ["resident, MiB", number(full.memory.resident), "", number(empty.memory.resident)],
      [
        "PSS, MiB", number(full.memory.proportional), verdict(full.memory.proportional, Goal.memory),
        number(empty.memory.proportional),
      ],
      ["private, MiB", number(full.memory.alone), "", number(empty.memory.alone)],
      [
        "PSS once all were listed, MiB", number(full.memoryListed.proportional), "",
        number(empty.memoryListed.proportional),
      ],
    ]
    return table
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }

  private func verdict(_ value: Double, _ limit: Double) -> String {
    String(format: value <= limit ? "≤ %.4g" : "> %.4g missed", limit)
  }

  private func verdict(_ count: Int) -> String { count == farProjects ? "all" : "not all: missed" }

  private var notes: String {
    """
    Floors, in turn with ours: a Ping of the daemon and one durable commit by hand; sqlite3 printing the same columns. \
    Both programs write to a pipe and are measured as whole processes. [ ] the middle half of the turns' ratios. \
    Starts are medians, from the spawn until a client that asks every millisecond finds the name, and to the whole answer of \
    GetManagedObjects; memory is that of another start, seven seconds at rest.
    """
  }
}
