/// Reads the lines of a catalogue one after the other.
struct PoReader {
  private enum Keyword: Hashable {
    case context
    case phrase
    case plural
    case translation(form: Int)
  }

  private var number = 0
  private var entry = PoFile.Entry()
  private var last: Keyword?
  private var isFuzzy = false
  private var entries: [PoFile.Entry] = []
  private var keys: Set<String> = []

  /// Takes the next line, without its end.
  mutating func read(_ raw: Substring) throws(PoError) {
    number += 1
    let line = raw.hasSuffix("\r") ? raw.dropLast() : raw
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let first = text.first else { return }
    switch first {
    case "#": try readComment(text)
    case "\"": try append(string(text))
    default: try readKeyword(text)
    }
  }

  /// All entries, once the last line was read.
  mutating func finish() throws(PoError) -> [PoFile.Entry] {
    try endEntry()
    return entries
  }

  /// Obsolete entries are comments as well, and so are what an entry was before.
  private mutating func readComment(_ text: Substring) throws(PoError) {
    // A comment after the strings of an entry belongs to the next one.
    if case .translation? = last { try endEntry() }
    if text.hasPrefix("#,") {
      let flags = text.dropFirst(2).split(separator: ",").map { $0.filter { $0 != " " } }
      if flags.contains("fuzzy") { isFuzzy = true }
    }
  }

  private mutating func readKeyword(_ text: Substring) throws(PoError) {
    guard let gap = text.firstIndex(where: { $0 == " " || $0 == "\t" }) else {
      throw PoError(line: number, .unknownLine)
    }
    let keyword = try keyword(text[..<gap])
    let value = try string(text[gap...].drop { $0 == " " || $0 == "\t" })
    switch (keyword, last) {
    case (.context, nil), (.phrase, nil), (.phrase, .context), (.plural, .phrase):
      break
    case (.context, .translation), (.phrase, .translation):
      try endEntry()
    case (.translation(0), .phrase), (.translation(0), .plural):
      break
    case (.translation(let form), .translation(let before)) where form == before + 1 && entry.plural != nil:
      break
    default: throw PoError(line: number, .order)
    }
    if last == nil { (entry.line, entry.isFuzzy) = (number, isFuzzy) }
    last = keyword
    switch keyword {
    case .context: entry.context = ""
    case .phrase: entry.phrase = ""
    case .plural: entry.plural = ""
    case .translation: entry.translations.append("")
    }
    try append(value)
  }

  private func keyword(_ word: Substring) throws(PoError) -> Keyword {
    switch word {
    case "msgctxt": return .context
    case "msgid": return .phrase
    case "msgid_plural": return .plural
    case "msgstr" where entry.plural == nil: return .translation(form: 0)
    default:
      guard word.hasPrefix("msgstr["), word.hasSuffix("]"), entry.plural != nil,
        let form = Int(word.dropFirst(7).dropLast()), (0..<16).contains(form)
      else { throw PoError(line: number, .unknownLine) }
      return .translation(form: form)
    }
  }

  /// A string goes on with that of the line before.
  private mutating func append(_ value: String) throws(PoError) {
    switch last {
    case .context?: entry.context? += value
    case .phrase?: entry.phrase? += value
    case .plural?: entry.plural? += value
    case .translation?: entry.translations[entry.translations.count - 1] += value
    case nil: throw PoError(line: number, .order)
    }
  }

  private mutating func endEntry() throws(PoError) {
    defer { (entry, last, isFuzzy) = (PoFile.Entry(), nil, false) }
    guard last != nil else { return }
    guard !entry.translations.isEmpty else { throw PoError(line: entry.line, .noTranslation) }
    guard keys.insert(entry.key).inserted else { throw PoError(line: entry.line, .twice) }
    entries.append(entry)
  }

  /// A string in quotes, with nothing after it.
  private func string(_ text: Substring) throws(PoError) -> String {
    let wrong = PoError(line: number, .string)
    var value = String.UnicodeScalarView()
    var rest = text.unicodeScalars
    guard rest.popFirst() == "\"" else { throw wrong }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"":
        guard rest.allSatisfy({ $0 == " " || $0 == "\t" }) else { throw wrong }
        return String(value)
      case "\\":
        guard let escape = rest.popFirst(), let meant = Self.escapes[escape] else { throw wrong }
        value.append(meant)
      default: value.append(scalar)
      }
    }
    throw wrong
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "r": "\r", "\"": "\"", "\\": "\\", "a": "\u{7}", "b": "\u{8}", "f": "\u{C}",
    "v": "\u{B}",
  ]
}
