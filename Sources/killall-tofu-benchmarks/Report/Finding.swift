/// One ratio, and what it was to be at most.
///
/// A ratio is taken within each round, where both columns met the same machine in the same second; the median of
/// these ratios is what counts. The ratio of two medians would compare rounds that lie minutes apart, and a
/// machine drifts by more than what is measured here.
struct Finding: Encodable, Sendable {
  /// What is compared, such as `typed/raw`.
  var name: String
  /// The ratios of the rounds.
  var ratio: Spread
  /// What the median is to be at most; nil where nothing was promised.
  var limit: Double?

  /// Whether the promise is kept; nil where there is none.
  var isMet: Bool? { limit.map { ratio.median <= $0 } }

  private enum CodingKeys: String, CodingKey {
    case name, ratio, limit, isMet
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(ratio, forKey: .ratio)
    try container.encode(limit, forKey: .limit)
    try container.encode(isMet, forKey: .isMet)
  }
}

extension Finding {
  init?(_ left: Column, to right: Column, of rounds: [Round], limit: Double?) {
    guard let ratio = Spread(rounds.map { $0.ratio(left, to: right) }) else { return nil }
    self.init(name: "\(left.rawValue)/\(right.rawValue)", ratio: ratio, limit: limit)
  }
}

/// The goals: those of the seed, queries within five per cent of plain SQL, and the daemon's own.
enum Goal {
  /// What one column may cost at most in terms of another.
  static let overhead = 1.05
  /// What a hundred times the rows may cost at most.
  static let growth = 2.0
  /// How many milliseconds after its deadline a command is to run in ninety-nine of a hundred teardowns.
  static let latency = 10.0
  /// What the first look through a tree may cost at most in terms of find(1).
  static let scan = 1.0
  /// How many milliseconds after a project file is closed its project is to be registered in ninety-nine of a hundred.
  static let noticing = 200.0
  /// How many milliseconds after its start the daemon is to have its name, with all projects to be seen.
  static let start = 150.0
  /// How many MiB the daemon is to take then, shared pages counted by parts.
  static let memory = 20.0
  /// How often per minute the daemon is to wake at most while nothing is due.
  static let wakeUps = 1.0
  /// What share of the memory of another tray program the daemon is to take at most.
  static let trayMemory = 0.5
}
