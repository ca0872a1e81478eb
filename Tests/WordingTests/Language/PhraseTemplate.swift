import Foundation

@testable import Wording

/// All phrases of the source, and the template of a catalogue that is made of them.
struct PhraseTemplate {
  /// The root of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Where the catalogues lie.
  static let languages = root.appending(path: "Sources/Wording/Languages")

  /// That of the source as it is; looked for once.
  static let source = Result { try PhraseTemplate() }

  /// The phrases in the order of their files, each once.
  let phrases: [SourcePhrase]
  private let places: [String: [String]]

  /// Looks through the module that all texts are in; no other can call `tr`.
  init() throws {
    let folder = Self.root.appending(path: "Sources/Wording").resolvingSymlinksInPath()
    let names = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".swift") }.sorted()
    var phrases: [SourcePhrase] = []
    var places: [String: [String]] = [:]
    for name in names {
      let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      var scanner = PhraseScanner(source, file: "Sources/Wording/\(name)")
      for phrase in try scanner.phrases() {
        if places[phrase.key] == nil { phrases.append(phrase) }
        if places[phrase.key]?.last != phrase.file { places[phrase.key, default: []].append(phrase.file) }
      }
    }
    (self.phrases, self.places) = (phrases, places)
  }

  /// The text of `killall-tofu.pot`.
  var text: String {
    ([Self.header] + phrases.map(entry)).joined(separator: "\n\n") + "\n"
  }

  private func entry(_ phrase: SourcePhrase) -> String {
    var lines: [String] = []
    for (number, gap) in phrase.gaps.enumerated() {
      let words = gap.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      lines.append("#. {\(number + 1)}: \(words)")
    }
    lines.append("#: \((places[phrase.key] ?? []).joined(separator: " "))")
    if let context = phrase.context { lines.append("msgctxt \(context.inQuotes)") }
    lines.append("msgid \(phrase.phrase.inQuotes)")
    if let plural = phrase.plural {
      lines += ["msgid_plural \(plural.inQuotes)", "msgstr[0] \"\"", "msgstr[1] \"\""]
    } else {
      lines.append("msgstr \"\"")
    }
    return lines.joined(separator: "\n")
  }

  private static let header = #"""
    # What Killall-Tofu says on the desktop. This file is made of the source by a test; see Changing.md.
    msgid ""
    msgstr ""
    "Project-Id-Version: killall-tofu\n"
    "Report-Msgid-Bugs-To: https://github.com/killallgit/killall-tofu/issues\n"
    "Language: \n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
    """#
}

extension String {
  /// The text as a string of a catalogue.
  fileprivate var inQuotes: String {
    let escaped = replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("\t", with: "\\t")
    return "\"\(escaped)\""
  }
}
