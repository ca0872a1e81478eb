/// How near the next deadline is, as a ring with few steps shows it: how much of it is left, and how pressing that is.
public struct Gauge: Hashable, Sendable {
  /// How many steps a full ring has, as a clock face has hours.
  public static let steps = 12

  /// How many steps are left, 0 to ``steps``; 0 only when the time has come.
  public var filled: Int
  /// How pressing it is.
  public var band: TimeBand

  /// Makes a gauge of its parts.
  public init(filled: Int, band: TimeBand) {
    self.filled = filled
    self.band = band
  }

  /// The gauge when `left` of `lifetime` is left.
  public init(left: Duration, lifetime: Duration) {
    band = TimeBand(left: left, lifetime: lifetime)
    let life = lifetime.lifeSeconds
    let left = min(max(0, left.wholeSeconds), life)
    filled = Int((left * Int64(Self.steps) + life - 1) / life)
  }

  /// How long it shows the same while `left` runs out, at least a second; nil when nothing is left.
  ///
  /// Above five minutes never less than one: nobody looks that often at what is that far off.
  static func steady(left: Duration, lifetime: Duration) -> Duration? {
    guard left > .zero else { return nil }
    let now = Gauge(left: left, lifetime: lifetime)
    let nextStep = lifetime.lifeSeconds * Int64(max(0, now.filled - 1)) / Int64(steps)
    let ends = [
      .seconds(nextStep), TimeBand.yellow.longest(of: lifetime), TimeBand.red.longest(of: lifetime),
    ]
    let next = ends.filter { $0 < left }.max() ?? .zero
    let wait = max(.seconds(1), left - next)
    return left > closeBy ? max(wait, min(.minutes(1), left - closeBy)) : wait
  }

  /// From here on every step is shown when it comes.
  private static let closeBy: Duration = .minutes(5)
}

extension Duration {
  /// The whole seconds of a life, at least one and few enough to be multiplied.
  fileprivate var lifeSeconds: Int64 { min(max(1, wholeSeconds), .max / 64) }
}

extension TimeBand {
  /// The most that is left in this band; nothing bounds what is green.
  fileprivate func longest(of lifetime: Duration) -> Duration {
    switch self {
    case .green: lifetime
    case .yellow: .seconds(min(.hours(1), lifetime / 2).wholeSeconds)
    case .red: .seconds(min(.minutes(15), lifetime / 8).wholeSeconds)
    }
  }
}
