import Foundation

/// What the daemon cost while a panel showed its icon, beside another tray program.
struct TrayReport: Encodable, Sendable {
  /// What was found of one program.
  struct Entry: Encodable, Hashable, Sendable {
    var program: String
    /// Context switches of all its threads per minute.
    var wakeUpsPerMinute: Double
    var memory: ProcessMemory
  }

  let name = LiveLine.tray.rawValue
  var projects: Int
  /// For how long they were watched.
  var seconds: Double
  /// The daemon first, then what it is compared with.
  var programs: [Entry]
  /// Whether the daemon wakes less often than the other, and takes at most half of the memory.
  var isMet: Bool

  init?(_ result: TrayMeasurement.Result, projects: Int) {
    self.projects = projects
    let seconds = result.time / .seconds(1)
    self.seconds = seconds
    programs = result.findings.map {
      Entry(program: $0.program, wakeUpsPerMinute: Double($0.switches) * 60 / seconds, memory: $0.memory)
    }
    guard let own = programs.first, let other = programs.dropFirst().first else { return nil }
    isMet = own.isCalmer(than: other) && own.memoryShare(of: other) <= Goal.trayMemory
  }

  /// The report for people.
  var text: String {
    var table = TextTable(
      header: ["\(projects) projects, icon shown", "wake-ups per minute", "", "PSS", "USS", ""],
      leftAligned: [0, 2, 5])
    for entry in programs {
      table.rows.append([
        entry.program, String(format: "%.1f", entry.wakeUpsPerMinute), "",
        String(format: "%.1f MiB", entry.memory.proportional), String(format: "%.1f MiB", entry.memory.alone),
      ])
    }
    if let own = programs.first, let other = programs.dropFirst().first {
      let share = own.memoryShare(of: other)
      table.rows[0][2] = own.isCalmer(than: other) ? "fewer" : "not fewer: missed"
      table.rows[0].append(
        String(format: "%.2f of its PSS%@", share, share <= Goal.trayMemory ? "" : ": missed, ≤ 0.5"))
    }
    return table.text
      + "\n\nOver the same \(Int(seconds.rounded())) seconds in one session under Xvfb, in xfce4-panel."
  }
}

extension TrayReport.Entry {
  fileprivate func isCalmer(than other: Self) -> Bool { wakeUpsPerMinute < other.wakeUpsPerMinute }

  fileprivate func memoryShare(of other: Self) -> Double { memory.proportional / other.memory.proportional }
}
