import Glibc

/// What each line of the log begins with: `2026-11-26T16:45:43.123Z out  `, the time in UTC and what the line is.
enum LogStamp {
  /// How many bytes that are.
  static let length = 30

  /// The beginning of a line of this kind, which has four characters, at a time in milliseconds since the Unix epoch.
  static func text(_ kind: StaticString, at milliseconds: Int64) -> [UInt8] {
    var seconds = time_t(milliseconds / 1000)
    var utc = tm()
    gmtime_r(&seconds, &utc)
    var text: [UInt8] = []
    text.reserveCapacity(length)
    append(Int(utc.tm_year) + 1900, 4, "-", to: &text)
    append(Int(utc.tm_mon) + 1, 2, "-", to: &text)
    append(Int(utc.tm_mday), 2, "T", to: &text)
    append(Int(utc.tm_hour), 2, ":", to: &text)
    append(Int(utc.tm_min), 2, ":", to: &text)
    append(Int(utc.tm_sec), 2, ".", to: &text)
    append(Int(milliseconds % 1000), 3, "Z", to: &text)
    text.append(UInt8(ascii: " "))
    kind.withUTF8Buffer { text += $0 }
    text.append(UInt8(ascii: " "))
    return text
  }

  private static func append(_ number: Int, _ width: Int, _ separator: Unicode.Scalar, to text: inout [UInt8])
  {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
    text.append(UInt8(ascii: separator))
  }
}

/// Milliseconds since the Unix epoch.
func wallMilliseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
