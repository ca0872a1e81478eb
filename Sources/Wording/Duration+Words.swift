import Deadlines

extension Duration {
  /// The duration in words, in at most two units, rounded to the nearest of the smaller: `1 hour 30 minutes`.
  public var words: String {
    parts.map { $0.unit.words($0.amount) }.joined(separator: " ")
  }

  /// The same after “in”, as before “ago”, where some languages inflect: `1 hour 30 minutes`.
  public var wordsAway: String {
    parts.map { $0.unit.wordsAway($0.amount) }.joined(separator: " ")
  }

  /// The duration in words as a glance wants it: to the minute from ten minutes on, to the hour from ten hours on.
  public var glance: String { atAGlance.words }

  /// The same after “in”, as before “ago”, where some languages inflect.
  public var glanceAway: String { atAGlance.wordsAway }

  private var atAGlance: Duration {
    let step: Int64 = self >= .hours(10) ? 3_600 : self >= .minutes(10) ? 60 : 1
    return Duration.seconds((sayable + step / 2) / step * step)
  }

  /// The duration as short as a table or a button wants it: `1h 30m`, `15 min` when it is minutes alone.
  public var label: String {
    let parts = parts
    if parts.count == 1, let part = parts.first { return part.unit.label(part.amount) }
    return compact
  }

  /// The duration in two letters-and-numbers at most: `2d 3h`, `45s`.
  public var compact: String {
    parts.map { $0.unit.compact($0.amount) }.joined(separator: " ")
  }

  /// Its whole seconds, as far as words reach, so that what is counted with them has room.
  private var sayable: Int64 { min(max(wholeSeconds, -Self.longestSaid), Self.longestSaid) }

  /// A million days, which is more than any date that can be shown is away.
  private static let longestSaid: Int64 = 86_400_000_000

  private var parts: [(amount: Int64, unit: Unit)] {
    let total = max(0, sayable)
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

  func words(_ amount: Int64) -> String {
    switch self {
    case .day: tr(amount, one: "\(amount) day", many: "\(amount) days")
    case .hour: tr(amount, one: "\(amount) hour", many: "\(amount) hours")
    case .minute: tr(amount, one: "\(amount) minute", many: "\(amount) minutes")
    case .second: tr(amount, one: "\(amount) second", many: "\(amount) seconds")
    }
  }

  func wordsAway(_ amount: Int64) -> String {
    switch self {
    case .day: tr(amount, one: "\(amount) day", many: "\(amount) days", in: "after in, as before ago")
    case .hour: tr(amount, one: "\(amount) hour", many: "\(amount) hours", in: "after in, as before ago")
    case .minute:
      tr(amount, one: "\(amount) minute", many: "\(amount) minutes", in: "after in, as before ago")
    case .second:
      tr(amount, one: "\(amount) second", many: "\(amount) seconds", in: "after in, as before ago")
    }
  }

  func label(_ amount: Int64) -> String {
    switch self {
    case .day: tr(amount, one: "\(amount) day", many: "\(amount) days", in: "button")
    case .hour: tr(amount, one: "\(amount) hour", many: "\(amount) hours", in: "button")
    case .minute: tr(amount, one: "\(amount) min", many: "\(amount) min", in: "button")
    case .second: tr(amount, one: "\(amount) second", many: "\(amount) seconds", in: "button")
    }
  }

  func compact(_ amount: Int64) -> String {
    switch self {
    case .day: tr(amount, one: "\(amount)d", many: "\(amount)d")
    case .hour: tr(amount, one: "\(amount)h", many: "\(amount)h")
    case .minute: tr(amount, one: "\(amount)m", many: "\(amount)m")
    case .second: tr(amount, one: "\(amount)s", many: "\(amount)s")
    }
  }
}
