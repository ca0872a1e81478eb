/// Facts below one another: a word or two in front of each, and its text in as many lines as it needs.
struct Facts {
  private(set) var all: [(name: String, text: String)] = []

  private static let width = 12

  mutating func add(_ name: String, _ text: String) {
    all.append((name, text))
  }

  /// Adds it where there is something to say.
  mutating func add(_ name: String, _ text: String?) {
    if let text { add(name, text) }
  }

  /// The page, each line of a text on a line of its own, no wider than `terminal`.
  func lines(on terminal: Terminal) -> [String] {
    all.flatMap { name, text in
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .flatMap { wrapped($0, to: terminal.columns - Self.width) }.enumerated().map { place, line in
          (place == 0 ? name : "").padding(to: Self.width) + line
        }
    }
  }
}

/// The text in lines of at most `width` characters, broken at blanks where there are any.
private func wrapped(_ text: Substring, to width: Int) -> [String] {
  let width = max(width, 20)
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [line]
}
