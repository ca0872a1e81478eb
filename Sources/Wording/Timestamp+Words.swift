public import Deadlines
import Glibc

extension Timestamp {
  /// The time as ISO 8601 in UTC, `2026-11-22T15:40:00Z`; years beyond 9999 are shown as that year's end.
  public var iso8601: String {
    formatted("%Y-%m-%dT%H:%M:%SZ", calendar: { gmtime_r($0, $1) })
  }

  /// The local time of day, with the date unless it is the day of `now`: `15:40`, `Tue 24 Nov 15:40`; with the year
  /// where that is nearly a year away or more: `24 Nov 2027 15:40`.
  ///
  /// Less than ten minutes away the seconds count as well: `15:40:07`.
  ///
  /// The time zone is that of the process, `TZ` or the system's.
  public func clockTime(at now: Timestamp) -> String {
    let time = timeOfDay(at: now)
    return switch day(at: now) {
    case .today: time
    case .near: tr("\(weekday) \(dayOfMonth) \(month) \(time)", in: "weekday, day, month, time of day")
    case .far: tr("\(dayOfMonth) \(month) \(year) \(time)", in: "day, month, year, time of day")
    }
  }

  /// The same as the time at which something happens, in a sentence: `at 15:40`, `at Tue 24 Nov 15:40`.
  public func atClockTime(at now: Timestamp) -> String {
    let time = timeOfDay(at: now)
    return switch day(at: now) {
    case .today: tr("at \(time)", in: "time of day")
    case .near: tr("at \(weekday) \(dayOfMonth) \(month) \(time)", in: "weekday, day, month, time of day")
    case .far: tr("at \(dayOfMonth) \(month) \(year) \(time)", in: "day, month, year, time of day")
    }
  }

  /// The local time of day to the second: `15:40:07`.
  public var timeOfDay: String { local("%H:%M:%S") }

  /// How far off the time is, as a glance wants it: `in 15 minutes`, or `now`.
  func away(from now: Timestamp) -> String {
    self > now ? tr("in \((self - now).glanceAway)", in: "a time from now") : tr("now")
  }

  /// The local date with its weekday, as the heading of a day: `Thursday 26 November 2026`.
  public var localDay: String { local("%A %-d %B %Y") }

  /// The local date and time, for a log: `2026-11-22 15:40:07`.
  public var localDateTime: String { local("%Y-%m-%d %H:%M:%S") }
}

// The parts of a date. Names of days and months are our own, not those of the C library's locale: its language may be
// another than that of the sentence around them.
extension Timestamp {
  private enum Day {
    case today
    case near
    case far
  }

  private func day(at now: Timestamp) -> Day {
    if local("%Y-%j") == now.local("%Y-%j") { return .today }
    return distance(to: now) > .days(300) ? .far : .near
  }

  private func timeOfDay(at now: Timestamp) -> String {
    day(at: now) == .today && distance(to: now) < .minutes(10) ? timeOfDay : local("%H:%M")
  }

  private func distance(to other: Timestamp) -> Duration { max(self, other) - min(self, other) }

  private var dayOfMonth: String { local("%-d") }
  private var year: String { local("%Y") }

  private var weekday: String {
    switch local("%u") {
    case "1": tr("Mon", in: "weekday")
    case "2": tr("Tue", in: "weekday")
    case "3": tr("Wed", in: "weekday")
    case "4": tr("Thu", in: "weekday")
    case "5": tr("Fri", in: "weekday")
    case "6": tr("Sat", in: "weekday")
    default: tr("Sun", in: "weekday")
    }
  }

  private var month: String {
    switch local("%m") {
    case "01": tr("Jan", in: "month")
    case "02": tr("Feb", in: "month")
    case "03": tr("Mar", in: "month")
    case "04": tr("Apr", in: "month")
    case "05": tr("May", in: "month")
    case "06": tr("Jun", in: "month")
    case "07": tr("Jul", in: "month")
    case "08": tr("Aug", in: "month")
    case "09": tr("Sep", in: "month")
    case "10": tr("Oct", in: "month")
    case "11": tr("Nov", in: "month")
    default: tr("Dec", in: "month")
    }
  }
}

extension Timestamp {
  private func local(_ format: String) -> String { formatted(format, calendar: { localtime_r($0, $1) }) }

  private func formatted(
    _ format: String,
    calendar: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
  ) -> String {
    // 0001-01-01 to 9999-12-31: what four digits of a year can show, and what the C calendar accepts.
    var point = time_t(min(max(seconds, -62_135_596_800), 253_402_300_799))
    var parts = tm()
    guard calendar(&point, &parts) != nil else { return "\(seconds)" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      // Newer C libraries say that this may not be null.
      guard let start = buffer.baseAddress else { return "\(seconds)" }
      let count = strftime(start, buffer.count, format, &parts)
      return String(decoding: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
