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
    let day = { (point: Timestamp) in point.formatted("%Y-%j", calendar: { localtime_r($0, $1) }) }
    let isSameDay = day(self) == day(now)
    let isNear = max(self, now) - min(self, now) < .minutes(10)
    if isNear && isSameDay { return formatted("%H:%M:%S", calendar: { localtime_r($0, $1) }) }
    let isFar = max(self, now) - min(self, now) > .days(300)
    let date = isFar ? "%e %b %Y %H:%M" : "%a %e %b %H:%M"
    return formatted(isSameDay ? "%H:%M" : date, calendar: { localtime_r($0, $1) })
  }

  /// The local time of day to the second: `15:40:07`.
  public var timeOfDay: String {
    formatted("%H:%M:%S", calendar: { localtime_r($0, $1) })
  }

  /// How far off the time is, as a glance wants it: `in 15 minutes`, or `now`.
  func away(from now: Timestamp) -> String { self > now ? "in \((self - now).glance)" : "now" }

  /// The local date with its weekday, as the heading of a day: `Thursday 26 November 2026`.
  public var localDay: String {
    formatted("%A %-d %B %Y", calendar: { localtime_r($0, $1) })
  }

  /// The local date and time, for a log: `2026-11-22 15:40:07`.
  public var localDateTime: String {
    formatted("%Y-%m-%d %H:%M:%S", calendar: { localtime_r($0, $1) })
  }

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
