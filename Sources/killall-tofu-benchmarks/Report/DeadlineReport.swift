import Foundation

/// How long after their deadlines commands ran.
struct DeadlineReport: Encodable, Sendable {
  let name = LiveLine.deadlineToExec.rawValue
  /// Active projects beside those that came due.
  var farProjects: Int
  /// Deadlines of each way.
  var deadlines: Int
  /// Milliseconds from the deadline to the command, by the daemon's way.
  var daemon: Tail
  /// The same by the floor's way.
  var floor: Tail
  /// The daemon's way in terms of the floor's.
  var ratio: Tail
  /// The floor's timer, from the deadline on.
  var floorTimer: Tail
  /// The floor's claim, from the timer on.
  var floorCommit: Tail
  /// The floor's command, from the claim on: spawn, start of the shell, marker.
  var floorCommand: Tail
  /// What the daemon's 99th percentile is to be at most.
  let limit = Goal.latency
  /// Whether it is.
  let isMet: Bool

  /// Nil where nothing was measured.
  init?(_ result: DeadlineMeasurement.Result, farProjects: Int) {
    let passages = result.passages
    let commits = passages.map { $0.commit - $0.timer }
    let commands = zip(result.floor, passages).map { $0 - $1.commit }
    guard let daemon = Tail(result.daemon), let floor = Tail(result.floor),
      let timer = Tail(passages.map(\.timer)), let commit = Tail(commits), let command = Tail(commands)
    else { return nil }
    self.farProjects = farProjects
    deadlines = result.daemon.count
    self.daemon = daemon
    self.floor = floor
    ratio = daemon / floor
    floorTimer = timer
    floorCommit = commit
    floorCommand = command
    isMet = daemon.p99 <= Goal.latency
  }

  /// The report for people.
  var text: String {
    var table = TextTable(
      header: ["from deadline to exec, ms", "p50", "p99", "max", ""], leftAligned: [0, 4])
    table.rows = [
      row("daemon", daemon) + [String(format: isMet ? "p99 ≤ %.4g" : "p99 > %.4g missed", limit)],
      row("floor: timer, commit, spawn", floor), row("daemon/floor", ratio),
      row("of the floor: timer", floorTimer), row("  durable commit", floorCommit),
      row("  spawn, shell, marker", floorCommand),
    ]
    return table.text + "\n\n" + """
      \(deadlines.grouped) deadlines, one per second, beside \(farProjects.grouped) active projects; the floor's \
      come half a second after. The command is a shell's own echo into a FIFO that this program reads: to the \
      exec that adds the start of the shell and the reader's wake-up, in both rows.
      """
  }

  private func row(_ title: String, _ tail: Tail) -> [String] {
    [title] + [tail.p50, tail.p99, tail.maximum].map { String(format: "%.2f", $0) }
  }
}
