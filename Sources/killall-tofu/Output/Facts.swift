/// Facts below one another: a word or two in front of each, and its text in as many lines as it needs.
struct Facts {
  private(set) var all: [(name: String, text: String)] = []

  private static let width = 12
  /// With less room than that beside the names, texts stand below them.
  private static let narrowest = 20

  mutating func add(_ name: String, _ text: String) {
    all.append((name, text))
  }

  /// Adds it where there is something to say.
  mutating func add(_ name: String, _ text: String?) {
    if let text { add(name, text) }
  }

  /// The page, each line of a text on a line of its own, no wider than `terminal`.
  func lines(on terminal: Terminal) -> [String] {
    let isNarrow = terminal.columns < Self.width + Self.narrowest
    return all.flatMap { name, text in
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .flatMap { terminal.wrapped(String($0), indent: isNarrow ? 2 : Self.width) }
      if isNarrow { return [name] + lines.map { "  \($0)" } }
      return lines.enumerated().map { place, line in (place == 0 ? name : "").padding(to: Self.width) + line }
    }
  }
}
