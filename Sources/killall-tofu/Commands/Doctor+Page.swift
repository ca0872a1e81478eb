import Daemon
import Wording

/// What `doctor` prints for people: a section for each part, and at the end where to look.
struct DoctorPage {
  let sections: [Checkup.Section]

  /// Narrower than this, a column of subjects would leave no room for what is said of them.
  private static let narrowestForColumns = 60

  /// The page, no wider than `terminal`, as far as its words are not.
  func lines(on terminal: Terminal) -> [String] {
    let width = sections.flatMap(\.findings).map(\.subject.count).max() ?? 0
    let column = terminal.columns < Self.narrowestForColumns ? nil : min(width, 16)
    return sections.flatMap { section in
      [section.title] + section.findings.flatMap { lines(of: $0, column, terminal) } + [""]
    } + summary(on: terminal)
  }

  private func lines(of finding: Finding, _ column: Int?, _ terminal: Terminal) -> [String] {
    let level = finding.level.rawValue
    let mark = finding.level.colour.paint(level, on: terminal)
    guard let column else {
      let head =
        "  " + mark + "  "
        + finding.subject.oneLine.cutInTheMiddle(max(8, terminal.columns - level.count - 4))
      return [head] + paragraph("", finding.text, indent: 4, terminal)
        + (finding.remedy.map { paragraph("→ ", $0, indent: 4, terminal) } ?? [])
    }
    let indent = 2 + 7 + 2 + column + 2
    let padding = String(repeating: " ", count: 7 - level.count)
    let subject = finding.subject.oneLine
    let start = "  \(mark)\(padding)  \(subject.padding(to: column))  "
    let text = paragraph("", finding.text, indent: indent, terminal)
    let remedy = finding.remedy.map { paragraph("→ ", $0, indent: indent, terminal) } ?? []
    // A subject that is longer than its column has the line to itself.
    guard subject.count <= column else { return ["  \(mark)\(padding)  \(subject)"] + text + remedy }
    return [start + text[0].dropFirst(indent)] + text.dropFirst() + remedy
  }

  /// The text in lines no wider than the terminal, each behind blanks; `mark` stands before the first.
  private func paragraph(_ mark: String, _ text: String, indent: Int, _ terminal: Terminal) -> [String] {
    let blanks = String(repeating: " ", count: indent)
    let lines = text.oneLine.wrapped(to: max(12, terminal.columns - indent - mark.count))
    return lines.enumerated().map { place, line in
      blanks + (place == 0 ? mark : String(repeating: " ", count: mark.count)) + line
    }
  }

  /// How much is wrong and in which sections, so that nobody has to look through them all.
  private func summary(on terminal: Terminal) -> [String] {
    let levels: [Finding.Level] = [.error, .warning]
    let counts = levels.map { level in
      (
        level, sections.filter { $0.findings.contains { $0.level == level } }.map(\.title),
        sections.flatMap(\.findings).count { $0.level == level }
      )
    }
    let words = counts.map { level, titles, count in
      count == 0
        ? "no \(level.rawValue)s" : "\(count.of(level.rawValue)) (\(titles.joined(separator: ", ")))"
    }
    let worst = counts.first { $0.2 > 0 }?.0 ?? .ok
    let text = worst == .ok ? "Everything is as it should be." : words.joined(separator: ", ") + "."
    return text.wrapped(to: max(12, terminal.columns)).map { worst.colour.paint($0, on: terminal) }
  }
}

extension Finding.Level {
  var colour: Colour {
    switch self {
    case .ok: .green
    case .warning: .yellow
    case .error: .red
    }
  }
}

extension String {
  /// The text in lines of at most `width` characters, broken at blanks; a word that is longer is cut into lines.
  ///
  /// There is at least one line.
  fileprivate func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      var word = word[...]
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      // Not so that it could be copied any more, which a narrow terminal does not allow either way.
      while line.isEmpty, word.count > width {
        lines.append(String(word.prefix(width)))
        word = word.dropFirst(width)
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }
}
