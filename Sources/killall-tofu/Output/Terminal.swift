import Foundation
import Glibc

/// What standard output can show.
struct Terminal {
  /// Whether bars and colours are welcome.
  let isColourful: Bool
  /// How many columns it has.
  let columns: Int

  /// The terminal behind standard output; a file or a pipe is wide and plain.
  static var output: Terminal {
    let environment = ProcessInfo.processInfo.environment
    guard isatty(STDOUT_FILENO) == 1 else { return Terminal(isColourful: false, columns: 200) }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
    return Terminal(isColourful: !isPlain, columns: isKnown ? Int(size.ws_col) : 80)
  }
}

/// The colours used, as ECMA-48 numbers them.
enum Colour: Int {
  case red = 31
  case green = 32
  case yellow = 33
  case grey = 90

  /// The text in this colour, if the terminal shows colours.
  func paint(_ text: String, on terminal: Terminal) -> String {
    terminal.isColourful ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text with blanks after it, up to `width` characters; one that is longer stays as it is.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
