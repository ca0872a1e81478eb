import Foundation

/// How often processes woke with nothing to do.
struct WakeUpReport: Encodable, Sendable {
  /// What was found of one process.
  struct Entry: Encodable, Hashable, Sendable {
    var process: String
    /// Context switches of all its threads per minute.
    var perMinute: Double
    var threads: Int
  }

  let name = LiveLine.wakeUps.rawValue
  var farProjects: Int
  /// For how long they were watched.
  var seconds: Double
  /// In the order of the table.
  var processes: [Entry]
  /// How often per minute the daemon is to wake at most.
  let limit = Goal.wakeUps
  /// Whether it does not.
  var isMet: Bool

  init(_ result: WakeUpMeasurement.Result, farProjects: Int) {
    self.farProjects = farProjects
    let seconds = result.time / .seconds(1)
    self.seconds = seconds
    processes = Idler.allCases.map { idler in
      Entry(
        process: idler.rawValue, perMinute: Double(result.switches[idler] ?? 0) * 60 / seconds,
        threads: result.threads[idler] ?? 0)
    }
    isMet = processes[0].perMinute <= Goal.wakeUps
  }

  /// The report for people.
  var text: String {
    let titles = [
      Idler.daemon.rawValue: "daemon, \(farProjects.grouped) projects",
      Idler.emptyDaemon.rawValue: "daemon, empty file",
      Idler.sleeper.rawValue: "a Swift program that awaits nothing",
    ]
    var table = TextTable(
      header: ["nothing due", "wake-ups per minute", "threads", ""], leftAligned: [0, 3])
    table.rows = processes.map { entry in
      [titles[entry.process] ?? entry.process, String(format: "%.1f", entry.perMinute), "\(entry.threads)"]
    }
    table.rows[0].append(String(format: isMet ? "≤ %.4g" : "> %.4g missed", limit))
    let note = "Context switches of all threads, counted by the kernel over the same"
    return table.text + "\n\n\(note) \(Int(seconds.rounded())) seconds."
  }
}
