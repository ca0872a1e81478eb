import Deadlines
import Executor
import Wording

/// The log of an execution as people read it: each line with its local time.
///
/// `|` marks what came on standard output and `!` what came on standard error, where no colour tells them apart; `=` marks
/// where a part begins and ends.
struct LogPage {
  private let terminal: Terminal
  private var day: String
  private var second: (seconds: Int64, text: String)?
  /// Whether the last thing on a stream was a piece of a line that goes on.
  private var isOpen = (output: false, error: false)

  /// A page for an execution that began at this time: the date is told where another day begins.
  init(since began: Timestamp, on terminal: Terminal) {
    day = String(began.localDateTime.prefix { $0 != " " })
    self.terminal = terminal
  }

  /// The lines of the page for one line of the log.
  ///
  /// The parts of one that came in pieces, such as a question without a line's end, begin with “…” from the second on.
  mutating func lines(for line: LogLine) -> [String] {
    let isRest = goesOn(line)
    // The end of a line's colours is no line.
    if line.isPiece || isRest, SafeText(on: Terminal(isColourful: false, columns: 0)).shown(line.text).isEmpty
    {
      return []
    }
    let (time, isNewDay) = time(of: line)
    let shown: String
    switch line.kind {
    case .output: shown = "|  " + text(line, nil, isRest)
    case .error: shown = "!  " + text(line, .red, isRest)
    case .began(let part): shown = mark("\(part.rawValue): \(plain(line.text))")
    case .note: shown = mark(plain(line.text))
    case .ended(let part): shown = mark("\(part.rawValue) is over: \(plain(line.text))")
    case .cut(let bytes):
      shown = mark(
        "\(bytes) bytes of the log are missing here\(line.text.isEmpty ? "" : ": \(plain(line.text))")")
    }
    let painted = Colour.grey.paint(time, on: terminal) + " " + shown
    return isNewDay ? [Colour.grey.paint(day, on: terminal), painted] : [painted]
  }

  /// A line of our own about the whole.
  func remark(_ text: String) -> String { Colour.grey.paint(text, on: terminal) }

  private func text(_ line: LogLine, _ colour: Colour?, _ isRest: Bool) -> String {
    (isRest ? "…" : "") + SafeText(colour, on: terminal).shown(line.text)
  }

  /// Whether it goes on with what came before it on the same stream.
  private mutating func goesOn(_ line: LogLine) -> Bool {
    switch line.kind {
    case .output:
      defer { isOpen.output = line.isPiece }
      return isOpen.output
    case .error:
      defer { isOpen.error = line.isPiece }
      return isOpen.error
    case .began, .ended:
      isOpen = (false, false)
      return false
    case .cut, .note: return false
    }
  }

  private func plain(_ text: [UInt8]) -> String {
    String(decoding: text, as: UTF8.self).oneLine
  }

  private func mark(_ text: String) -> String {
    Colour.grey.paint("=  \(text)", on: terminal)
  }

  /// The time of day, and whether another day has begun.
  private mutating func time(of line: LogLine) -> (String, Bool) {
    let seconds = line.at >= 0 ? line.at / 1000 : 0
    if let second, second.seconds == seconds { return (second.text, false) }
    let words = Timestamp(seconds).localDateTime.split(separator: " ")
    let text = words.last.map(String.init) ?? ""
    second = (seconds, text)
    let isNewDay = words.first.map { $0 != day } ?? false
    day = words.first.map(String.init) ?? day
    return (text, isNewDay)
  }
}
