import Foundation

/// Everything that a run found.
struct Report: Encodable, Sendable {
  var conditions: Conditions
  var lines: [LineReport]
  var scale: [ScaleReport]
  /// What the engines' own sources come to.
  var engines: [EngineSize]
  /// What starting a program costs; nil where that was not asked for.
  var coldStart: ColdStartReport?
  /// What the daemon costs at its start, and to be asked; nil where that was not asked for.
  var control: ControlReport?
  /// How the daemon kept its deadlines; nil where that was not asked for.
  var deadlines: DeadlineReport?
  /// What it costs to find projects; nil where that was not asked for.
  var discovery: DiscoveryReport?
  /// What a teardown costs; nil where that was not asked for.
  var executor: ExecutorReport?
  /// What events cost the schedule; nil where that was not asked for.
  var schedule: ScheduleReport?
  /// What the daemon costs in a panel; nil where that was not asked for.
  var tray: TrayReport?
  /// How the daemon kept its sleep; nil where that was not asked for.
  var wakeUps: WakeUpReport?

  init(conditions: Conditions, lines: [Line], rounds: [[Round]], engines: [EngineSize]) {
    self.conditions = conditions
    self.engines = engines
    let results = zip(lines, rounds).filter { !$1.isEmpty }
    self.lines = results.map(LineReport.init)
    scale = results.compactMap { small, rounds in
      guard let large = results.first(where: { $0.0.enlarges == small.name }) else { return nil }
      return ScaleReport(title: "\(small.title) → \(large.0.rows.grouped)", small: rounds, large: large.1)
    }
  }

  /// Whether every promise is kept.
  var isMet: Bool {
    (lines.flatMap(\.findings) + scale.flatMap(\.findings)).allSatisfy { $0.isMet ?? true }
      && deadlines?.isMet ?? true && schedule?.isMet ?? true && discovery?.isMet ?? true
      && wakeUps?.isMet ?? true && control?.isMet ?? true && tray?.isMet ?? true
  }

  /// The report for machines.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

/// Under which conditions a run was made.
struct Conditions: Encodable, Sendable {
  var rounds: Int
  /// Whether a tenth of the operations had to do.
  var isQuick: Bool
  var folder: String
  /// Whether a durable commit costs nothing there, because it is a memory.
  var isMemory: Bool
  var sqlite: String
  var journalMode: String
  /// Whether `synchronous` is FULL.
  var isFull: Bool
  /// Whether the program was built without optimising, so that its figures mean nothing.
  var isDebugBuild: Bool
}
