package import Foundation

/// A man page of this repository, as its source stands in `desktop/man`.
package struct ManPage: Sendable {
  /// An entry of a list: what it is about, and everything up to the next one of its kind.
  package struct Entry: Sendable {
    /// The heading, in plain text.
    package var title: String
    /// What is said of it, in plain text.
    package var text: String
  }

  private let lines: [String]

  /// The repository's `desktop` folder.
  package static let desktop = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../desktop").standardizedFileURL

  /// Reads the page of this file name.
  package init(_ name: String) throws {
    let source = try String(contentsOf: Self.desktop.appendingPathComponent("man/\(name)"), encoding: .utf8)
    lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// All of it in plain text.
  package var text: String { lines.map(Self.plain).joined(separator: "\n") }

  /// The tagged paragraphs of sections whose heading begins with `section`, or of all.
  package func entries(in section: String? = nil) -> [Entry] {
    var entries: [Entry] = []
    var isWanted = section == nil
    var isTag = false
    var isOpen = false
    for line in lines {
      if line.hasPrefix(".SH") || line.hasPrefix(".SS") {
        let title = Self.plain(line)
        if let section { isWanted = title.hasPrefix(section) }
        isOpen = false
      } else if line == ".TP" {
        isTag = true
      } else if line == ".PP" {
        isOpen = false
      } else if isTag {
        isTag = false
        isOpen = isWanted
        if isWanted { entries.append(Entry(title: Self.plain(line), text: "")) }
      } else if isOpen {
        entries[entries.count - 1].text += Self.plain(line) + "\n"
      }
    }
    return entries
  }

  /// A line without its macro, fonts and escapes; the arguments of a macro that alternates fonts are joined.
  private static func plain(_ line: String) -> String {
    var text = line
    if text.hasPrefix(".") {
      let macro = text.prefix { $0 != " " }
      text = String(text.dropFirst(macro.count).drop { $0 == " " })
      let joins = [".BR", ".RB", ".BI", ".IB", ".RI", ".IR"].contains(String(macro))
      text = arguments(of: text).joined(separator: joins ? "" : " ")
    }
    for (escape, meant) in [
      ("\\fR", ""), ("\\%", ""), ("\\|", ""), ("\\-", "-"), ("\\~", " "), ("\\(aq", "'"), ("\\(lq", "“"),
      ("\\(rq", "”"),
      ("\\(->", "->"), ("\\(bu", "*"), ("\\(en", "–"), ("\\e", "\\"),
    ] {
      text = text.replacing(escape, with: meant)
    }
    return text
  }

  private static func arguments(of text: String) -> [String] {
    var arguments: [String] = []
    var argument = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !argument.isEmpty { arguments.append(argument) }
        argument = ""
      } else {
        argument.append(character)
      }
    }
    return argument.isEmpty ? arguments : arguments + [argument]
  }
}
