/// The words of an `Exec` line, and the program among them.
struct ExecWords {
  /// Whose rules the line follows.
  enum Rules {
    /// Desktop Entry Specification, "The Exec key": as a shell quotes, and a `%` is written twice.
    case desktopEntry
    /// D-Bus specification, "Message Bus Starting Services": as a shell quotes.
    case busService
  }

  /// The words; nil where a quotation mark has no partner, so that nobody can start the line.
  let words: [String]?

  /// Takes a line apart whose escapes are resolved.
  init(_ line: String, _ rules: Rules) {
    words = Self.shellWords(line)?.map { rules == .desktopEntry ? $0.replacing("%%", with: "%") : $0 }
  }

  /// The program that it starts, also behind `env`, or behind a shell that becomes it; nil if there is none.
  var program: String? { words.flatMap(Self.program) }

  private static func program(_ words: [String]) -> String? {
    switch words.first?.split(separator: "/").last {
    case "env":
      let rest = words.dropFirst().drop { $0.contains("=") || $0.hasPrefix("-") }
      return program(Array(rest))
    case "sh", "bash", "dash":
      guard words.count > 2, words[1] == "-c", let inner = shellWords(words[2]), inner.count > 1,
        inner[0] == "exec"
      else { return words.first }
      // The first argument of the line is what the shell knows as `$0`.
      guard inner[1] == "$0" else { return inner[1] }
      return words.count > 3 ? words[3] : nil
    default: return words.first
    }
  }

  /// Words as a POSIX shell tells them apart (Shell Command Language, "Quoting"), without expanding anything.
  private static func shellWords(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case " ", "\t", "\n":
        if let done = word { words.append(done) }
        word = nil
      case "#" where word == nil: rest = rest.drop { $0 != "\n" }
      case "'":
        guard let end = rest.firstIndex(of: "'") else { return nil }
        word = (word ?? "") + rest[..<end]
        rest = rest[rest.index(after: end)...]
      case "\"":
        guard let quoted = quotation(in: &rest) else { return nil }
        word = (word ?? "") + quoted
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        word = (word ?? "") + String(next)
      default: word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap(\.self)
  }

  /// What stands before the closing quotation mark, which is taken as well; nil without one.
  private static func quotation(in rest: inout Substring) -> String? {
    var quoted = ""
    while let character = rest.popFirst() {
      if character == "\"" { return quoted }
      if character == "\\", let next = rest.first, "\"\\$`".contains(next) {
        quoted.append(next)
        rest.removeFirst()
      } else {
        quoted.append(character)
      }
    }
    return nil
  }
}
