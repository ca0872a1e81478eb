import Deadlines

extension Duration {
  /// The duration in words, in at most two units, rounded to the nearest of the smaller: `1 hour 30 minutes`.
  public var words: String {
    parts.map { "\($0.amount) \($0.amount == 1 ? $0.unit.one : $0.unit.many)" }.joined(separator: " ")
  }

  /// The duration in words as a glance wants it: to the minute from ten minutes on, to the hour from ten hours on.
  public var glance: String {
    let step: Int64 = self >= .hours(10) ? 3_600 : self >= .minutes(10) ? 60 : 1
    return Duration.seconds((components.seconds + step / 2) / step * step).words
  }

  /// The duration as short as a table or a button wants it: `1h 30m`, `15 min` when it is minutes alone.
  public var label: String {
    let parts = parts
    if parts.count == 1, let part = parts.first {
      switch part.unit {
      case .minute: return "\(part.amount) min"
      default: return "\(part.amount) \(part.amount == 1 ? part.unit.one : part.unit.many)"
      }
    }
    return compact
  }

  /// The duration in two letters-and-numbers at most: `2d 3h`, `45s`.
  public var compact: String {
    parts.map { "\($0.amount)\($0.unit.letter)" }.joined(separator: " ")
  }

  private var parts: [(amount: Int64, unit: Unit)] {
    let total = max(0, components.seconds)
    let units = Unit.allCases
    guard let place = units.firstIndex(where: { total >= $0.seconds }) else { return [(0, .second)] }
    let unit = units[place]
    guard place + 1 < units.count else { return [(total, unit)] }
    let smaller = units[place + 1]
    let rounded = (total + smaller.seconds / 2) / smaller.seconds * smaller.seconds
    // Rounding 59 minutes 40 seconds up makes an hour of it, so the units are chosen again.
    if place > 0, rounded >= units[place - 1].seconds { return Duration.seconds(rounded).parts }
    let rest = (rounded % unit.seconds) / smaller.seconds
    return [(rounded / unit.seconds, unit)] + (rest > 0 ? [(rest, smaller)] : [])
  }
}

private enum Unit: CaseIterable {
  case day
  case hour
  case minute
  case second

  var seconds: Int64 {
    switch self {
    case .day: 86_400
    case .hour: 3_600
    case .minute: 60
    case .second: 1
    }
  }

  var one: String {
    switch self {
    case .day: "day"
    case .hour: "hour"
    case .minute: "minute"
    case .second: "second"
    }
  }

  var many: String { one + "s" }

  var letter: String {
    switch self {
    case .day: "d"
    case .hour: "h"
    case .minute: "m"
    case .second: "s"
    }
  }
}
