/// Why a text is not a duration.
public enum DurationError: Error, Hashable, Sendable {
  /// There is nothing but white space.
  case empty
  /// A number stands without a unit, as in `15`.
  case missingUnit(String)
  /// A unit is unknown, as in `3 fortnights`.
  case unknownUnit(String)
  /// A sign, an unreadable number or a stray character, at the text given.
  case unreadable(String)
  /// The whole is less than one second or more than 365 days.
  case outOfRange
}

extension Duration {
  /// The durations a timeout or an extension may have: 1 second to 365 days.
  public static let timeoutRange: ClosedRange<Duration> = .seconds(1)...(.days(365))

  /// Reads a duration as people write it: `30s`, `15 min`, `2 hours`, `1h30m`, `1 hour 30 minutes`, `1.5 hours`.
  ///
  /// Case and spacing do not matter. Parts add up; fractions are cut to whole seconds.
  ///
  /// - Throws: `DurationError` if the text is not one number with a unit or several, or is outside
  ///   ``timeoutRange``. A bare number is an error: nobody can tell what `15` means.
  public init(text: String) throws(DurationError) {
    var rest = Substring(text.lowercased())
    var total = 0.0
    rest.trimSpaces()
    guard !rest.isEmpty else { throw .empty }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard !digits.isEmpty, digits.first != ".", digits.last != ".", let amount = Double(digits) else {
        throw .unreadable(String(rest.prefix(20)))
      }
      rest = rest.dropFirst(digits.count)
      rest.trimSpaces()
      let unit = rest.prefix { $0.isLetter }
      guard !unit.isEmpty else { throw .missingUnit(String(digits)) }
      guard let seconds = secondsPerUnit[String(unit)] else { throw .unknownUnit(String(unit.prefix(20))) }
      rest = rest.dropFirst(unit.count)
      rest.trimSpaces()
      total += amount * seconds
    }
    let largest = Double(Duration.timeoutRange.upperBound.wholeSeconds)
    guard total >= 1, total <= largest else { throw .outOfRange }
    self = .seconds(Int64(total))
  }
}

extension Substring {
  fileprivate mutating func trimSpaces() {
    self = drop { $0.isWhitespace }
  }
}

private let secondsPerUnit: [String: Double] = {
  var table: [String: Double] = [:]
  let units: [(Double, [String])] = [
    (1, ["s", "sec", "secs", "second", "seconds"]),
    (60, ["m", "min", "mins", "minute", "minutes"]),
    (3_600, ["h", "hr", "hrs", "hour", "hours"]),
    (86_400, ["d", "day", "days"]),
    (604_800, ["w", "wk", "wks", "week", "weeks"]),
  ]
  for (seconds, names) in units {
    for name in names { table[name] = seconds }
  }
  return table
}()
