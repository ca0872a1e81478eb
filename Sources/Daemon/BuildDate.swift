import CTimer
public import Deadlines
import Glibc
public import ProjectStore

extension ClockTrust {
  /// What this program holds the wall clock against, with the times that stand in its file.
  public init(_ mark: ClockMark) {
    self.init(buildDate: Self.buildDate, mark: mark.at, vouchedAt: mark.vouchedAt)
  }

  /// The day before this program was built, whatever the builder's time zone: no clock of its users can be right and
  /// read less.
  static let buildDate = day(named: String(cString: killall_tofu_build_day())) - .days(1)

  /// The day that C's `__DATE__` names, such as `Nov  5 2026`; 1970 for anything else.
  static func day(named text: String) -> Timestamp {
    let words = text.split(separator: " ")
    guard words.count == 3, let month = months.firstIndex(of: words[0]), let day = Int32(words[1]),
      let year = Int32(words[2])
    else { return Timestamp(0) }
    var parts = tm()
    parts.tm_year = year - 1_900
    parts.tm_mon = Int32(month)
    parts.tm_mday = day
    return Timestamp(Int64(timegm(&parts)))
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
