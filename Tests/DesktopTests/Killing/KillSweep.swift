import Foundation
import RealParts
import Testing

/// Many rounds at a few desks at a time, and what came of them.
struct KillSweep {
  var rounds: [KillLane.Round] = []

  /// Runs the rounds, shared out among so many desks.
  init(_ kills: [KillLane.Kill], desks: Int) async throws {
    rounds = try await withThrowingTaskGroup(of: [KillLane.Round].self) { group in
      for desk in 0..<desks {
        let share = kills.indices.filter { $0 % desks == desk }.map { kills[$0] }
        group.addTask { try await Self.run(share) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  private static func run(_ kills: [KillLane.Kill]) async throws -> [KillLane.Round] {
    var rounds: [KillLane.Round] = []
    try await Desk.with { desk in
      let lane = try await KillLane(at: desk)
      _ = try await lane.round(.nothing)
      for kill in kills { rounds.append(try await lane.round(kill)) }
      // What was interrupted has had all the time since, and every later start of the daemon, to be run again.
      for index in rounds.indices { rounds[index].findings.marks = Marks(in: rounds[index].file) }
    }
    return rounds
  }

  /// The rounds that broke a promise, or proved nothing because their point was never reached.
  var bad: [KillLane.Round] {
    rounds.filter { round in
      switch round.kill {
      case .at where !round.hasStruck, .typed where !round.hasStruck: return true
      default: break
      }
      return !round.findings.breaches.isEmpty
    }
  }

  /// One line a kind of kill, and their sums.
  var table: String {
    let heads = ["killed", "at", "rounds", "struck"] + Breach.allCases.map(\.rawValue)
    var lines = [heads]
    for (label, rounds) in labelled { lines.append(label + cells(of: rounds)) }
    lines.append(["all", ""] + cells(of: rounds))
    let widths = heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private var labelled: [([String], [KillLane.Round])] {
    Dictionary(grouping: rounds) { $0.kill.label }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { ($0, $1) }
  }

  private func cells(of rounds: [KillLane.Round]) -> [String] {
    let counts =
      [rounds.count, rounds.count { $0.hasStruck }]
      + Breach.allCases.map { breach in rounds.count { $0.findings.breaches.contains(breach) } }
    return counts.map(String.init)
  }
}

extension KillLane.Kill {
  /// Whom it kills, and where.
  var label: [String] {
    switch self {
    case .nothing: ["nobody", ""]
    case .at(let point, let victims):
      [victims.label, "\(point.process): \(point.name)"]
    case .typed(let point, let victims): [victims.label, "command line: \(point.name)"]
    case .atRandom(_, let victims): [victims.label, "a random moment"]
    }
  }
}

extension Set<Victim> {
  fileprivate var label: String {
    count == 2 ? "both" : first?.rawValue ?? "nobody"
  }
}

extension KillLane.Round: CustomStringConvertible {
  var description: String {
    let words = findings.breaches.map(\.rawValue).sorted().joined(separator: ", ")
    let attempts = findings.attempts.map { "\($0.status) \($0.exitCode.map(String.init) ?? "-")" }
    return """
      \(kill.label.joined(separator: " at ")): \(hasStruck ? words : "never reached"); \
      \(findings.status) \(findings.holdReason), attempts \(attempts), \
      \(findings.marks.begun.count) begun, \(findings.marks.ended.count) ended
      \(story)
      """
  }
}
