import Deadlines
import ExecutionJournal

/// A line of the log file, as `OutputRecorder` writes it.
struct LogEntry {
  let line: LogLine
  /// At the beginning of a tail: how many bytes lie between the log's beginning and it.
  private(set) var bytesBefore: Int?

  /// Nil if it is none, as after a crash.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 30, let at = milliseconds(bytes.prefix(24)) else { return nil }
    let kind = String(decoding: bytes.dropFirst(25).prefix(4), as: UTF8.self)
    let text = bytes.dropFirst(30)
    switch kind {
    case "out ", "out+": line = LogLine(at: at, kind: .output, text: Array(text), isPiece: kind == "out+")
    case "err ", "err+": line = LogLine(at: at, kind: .error, text: Array(text), isPiece: kind == "err+")
    case "--- ":
      bytesBefore = number(in: text, after: "tail: ")
      line = Self.mark(text, at: at)
    default: return nil
    }
  }

  private static func mark(_ text: ArraySlice<UInt8>, at: Int64) -> LogLine {
    if let bytes = number(in: text, after: "cut: ") {
      return LogLine(at: at, kind: .cut(bytes: bytes), text: Array(text))
    }
    for part in ExecutionPart.allCases {
      for (opening, kind) in [
        ("\(part.rawValue): ", LogLine.Kind.began(part)), ("\(part.rawValue) ended: ", .ended(part)),
      ]
      where text.starts(with: opening.utf8) {
        return LogLine(at: at, kind: kind, text: Array(text.dropFirst(opening.utf8.count)))
      }
    }
    return LogLine(at: at, kind: .note, text: Array(text))
  }
}

extension LogLine {
  /// At the end of a part: how many bytes it wrote to both streams.
  var totals: (output: Int, error: Int)? {
    guard case .ended = kind, let bracket = text.lastIndex(of: UInt8(ascii: "(")),
      let output = number(in: text[(bracket + 1)...], after: "out "),
      let comma = text[bracket...].firstIndex(of: UInt8(ascii: ",")),
      let error = number(in: text[(comma + 1)...], after: " err ")
    else { return nil }
    return (output, error)
  }
}

/// The number of bytes that follows `opening` at the beginning of `text`; none that a sum of many could not hold.
private func number(in text: ArraySlice<UInt8>, after opening: String) -> Int? {
  guard text.starts(with: opening.utf8) else { return nil }
  let digits = text.dropFirst(opening.utf8.count).prefix(while: \.isDigit)
  return Int(String(decoding: digits, as: UTF8.self)).map { min($0, 1 << 50) }
}

/// Reads `2026-11-26T16:45:43.123Z`.
private func milliseconds(_ text: ArraySlice<UInt8>) -> Int64? {
  let shape = "0000-00-00T00:00:00.000Z".utf8
  var numbers: [Int64] = [0]
  // A digit where one belongs, and nothing else anywhere: no number grows beyond four of them.
  for (byte, wanted) in zip(text, shape) {
    if wanted == UInt8(ascii: "0") {
      guard byte.isDigit else { return nil }
      numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int64(byte - UInt8(ascii: "0"))
    } else {
      guard byte == wanted else { return nil }
      numbers.append(0)
    }
  }
  guard text.count == shape.count, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else {
    return nil
  }
  // Days since 1970 in the Gregorian calendar, its years begun in March so that the leap day is the last.
  let year = numbers[1] > 2 ? numbers[0] : numbers[0] - 1
  let dayOfYear = (153 * ((numbers[1] + 9) % 12) + 2) / 5 + numbers[2] - 1
  let days = year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  return ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60_000 + numbers[5] * 1000 + numbers[6]
}
