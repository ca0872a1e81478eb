import Deadlines

extension Timestamp {
  /// The times a row may hold: from 1970 to the year 9999.
  ///
  /// What lies outside is a mistake, above all milliseconds where seconds are meant: such a deadline would
  /// never come.
  static let storable = Timestamp(0)...Timestamp(253_402_300_799)

  /// Reads a time written as text: `YYYY-MM-DD`, then a blank or a `T`, `HH:MM`, and if need be `:SS`, a
  /// fraction and a zone (ISO 8601; SQLite's own form names no zone and means UTC).
  ///
  /// Fractions are cut. Nil if the text is no time.
  init?(text: String) {
    var scanner = TimeScanner(rest: text.utf8[...])
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), (1...12).contains(month), (1...daysIn(month, year)).contains(day)
    else { return nil }
    var seconds = daysSinceEpoch(year, month, day) * 86_400
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let time = scanner.timeOfDay(), let offset = scanner.zone() else { return nil }
      seconds += time - offset
    }
    guard scanner.rest.isEmpty else { return nil }
    self.init(seconds)
  }
}

private struct TimeScanner {
  var rest: Substring.UTF8View

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(_ digits: Int) -> Int64? {
    let text = rest.prefix(digits)
    guard text.count == digits, text.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest = rest.dropFirst(digits)
    return text.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  mutating func timeOfDay() -> Int64? {
    guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60 else { return nil }
    guard skip(":") else { return hour * 3_600 + minute * 60 }
    guard let second = number(2), second < 60 else { return nil }
    if skip(".") || skip(",") {
      guard number(1) != nil else { return nil }
      while number(1) != nil {}
    }
    return hour * 3_600 + minute * 60 + second
  }

  /// Seconds east of UTC; 0 if no zone is named.
  mutating func zone() -> Int64? {
    _ = skip(" ")
    if rest.isEmpty || skip("Z") || skip("z") { return 0 }
    let sign: Int64
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    // No zone lies further off, and SQLite's own parser knows none.
    guard let hour = number(2), hour <= 14 else { return nil }
    let isMinuteDue = skip(":")
    guard let minute = number(2) ?? (isMinuteDue ? nil : 0), minute < 60 else { return nil }
    return sign * (hour * 3_600 + minute * 60)
  }
}

private func daysIn(_ month: Int64, _ year: Int64) -> Int64 {
  switch month {
  case 4, 6, 9, 11: 30
  case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
  default: 31
  }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar (Howard Hinnant, `days_from_civil`).
private func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
  let marchYear = month <= 2 ? year - 1 : year
  let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
  let yearOfEra = marchYear - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
