import Foundation
import Glibc
import Wording

/// What standard output can show.
struct Terminal {
  /// Whether bars and colours are welcome.
  let isColourful: Bool
  /// How many columns it has.
  let columns: Int
  /// Whether it shows more than ASCII, as far as the locale tells; what people named themselves is shown in any case.
  var isUnicode = true
  /// Whether somebody looks at it; a line for a file or a pipe is never broken.
  var isScreen = true

  /// The terminal behind standard output; a file or a pipe is wide and plain.
  static var output: Terminal {
    guard isatty(STDOUT_FILENO) == 1 else { return .paper }
    return Terminal(ProcessInfo.processInfo.environment, columns: size?.columns ?? 80)
  }

  /// What a terminal of so many columns can show in this environment.
  init(_ environment: [String: String], columns: Int) {
    let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
    self.init(isColourful: !isPlain, columns: columns, isUnicode: Self.speaksUnicode(environment))
  }

  init(isColourful: Bool, columns: Int, isUnicode: Bool = true, isScreen: Bool = true) {
    self.isColourful = isColourful
    self.columns = columns
    self.isUnicode = isUnicode
    self.isScreen = isScreen
  }

  /// A file or a pipe.
  static let paper = Terminal(isColourful: false, columns: 200, isScreen: false)

  /// The text in lines that fit, each of which is to stand after `indent` blanks.
  func wrapped(_ text: String, indent: Int = 0) -> [String] {
    isScreen ? text.wrapped(to: max(10, columns - indent)) : [text]
  }

  /// How large the terminal behind standard output is; nil where it does not tell.
  static var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// What stands in place of text that is left out.
  var ellipsis: String { isUnicode ? "…" : ".." }
  /// What stands where there is nothing to say.
  var dash: String { isUnicode ? "–" : "-" }

  /// The first of these variables that is set names the locale (POSIX, “Internationalization Variables”).
  private static func speaksUnicode(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    return ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
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
  /// The text with blanks after it, up to `width` columns; one that is longer stays as it is.
  func padding(to width: Int) -> String { padded(to: width) }
}
