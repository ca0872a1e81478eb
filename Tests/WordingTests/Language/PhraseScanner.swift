/// A phrase as it stands in the source, in a call of `tr`.
struct SourcePhrase: Hashable {
  var context: String?
  var phrase = ""
  var plural: String?
  /// What fills the gaps, as the source has it.
  var gaps: [String] = []
  var file = ""

  /// What no two phrases share.
  var key: String { context.map { "\($0)\u{4}\(phrase)" } ?? phrase }
}

/// Why a call of `tr` cannot be found by tools.
struct ScanError: Error, CustomStringConvertible {
  var file: String
  var line: Int
  var problem: String

  var description: String { "\(file):\(line): \(problem)" }
}

/// Finds the calls of `tr` in Swift source.
struct PhraseScanner {
  private struct Argument {
    var label: String?
    var literal: String?
    var gaps: [String] = []
  }

  private let file: String
  private let text: [Character]
  private var place = 0

  init(_ source: String, file: String) {
    text = Array(source)
    self.file = file
  }

  /// The phrases in the order of the source; a call within another's gap comes after it.
  mutating func phrases() throws -> [SourcePhrase] {
    var found: [SourcePhrase] = []
    for start in text.indices where isCall(start) {
      place = start + 3
      found.append(try phrase(of: arguments()))
    }
    return found
  }

  private func isCall(_ start: Int) -> Bool {
    guard start > 0, text[start] == "t", text[start...].starts(with: "tr(") else { return false }
    let before = text[start - 1]
    guard !before.isLetter, !before.isNumber, before != "_", before != "." else { return false }
    let line = text[..<start].reversed().prefix { $0 != "\n" }.reversed().drop { $0 == " " }
    return !line.starts(with: "//") && !line.starts(with: "func ")
  }

  private func phrase(of arguments: [Argument]) throws -> SourcePhrase {
    let named = { (label: String?) in arguments.first { $0.label == label } }
    let (first, many) = (named("one") ?? arguments.first, named("many"))
    let context = named("in")
    guard let first, let phrase = first.literal, (first.label == nil) == (many == nil),
      many == nil || many?.literal != nil, context == nil || context?.literal != nil
    else { throw error("tr takes literals only, so that tools find them") }
    guard many == nil || many.map(\.gaps) == first.gaps || first.gaps.isEmpty else {
      throw error("both forms need the same gaps in the same order")
    }
    return SourcePhrase(
      context: context?.literal, phrase: phrase, plural: many?.literal, gaps: many?.gaps ?? first.gaps,
      file: file)
  }

  private mutating func arguments() throws -> [Argument] {
    var all: [Argument] = []
    while true {
      skipBlanks()
      var argument = Argument()
      let word = String(text[place...].prefix { $0.isLetter })
      if ["one", "many", "in"].contains(word), text[(place + word.count)...].first == ":" {
        argument.label = word
        place += word.count + 1
        skipBlanks()
      }
      if text[place...].first == "\"" {
        (argument.literal, argument.gaps) = try literal()
      } else {
        _ = try expression(until: [",", ")"])
      }
      all.append(argument)
      skipBlanks()
      defer { place += 1 }
      switch text[place...].first {
      case ",": continue
      case ")": return all
      default: throw error("the literal is followed by something else")
      }
    }
  }

  private mutating func skipBlanks() { while text[place...].first?.isWhitespace == true { place += 1 } }

  private func error(_ problem: String) -> ScanError {
    ScanError(file: file, line: text[..<place].count { $0 == "\n" } + 1, problem: problem)
  }

  /// Swift up to one of the characters outside all brackets and strings; that is left to be read.
  private mutating func expression(until ends: Set<Character>) throws -> String {
    let start = place
    var depth = 0
    while let character = text[place...].first {
      if depth == 0, ends.contains(character) { return String(text[start..<place]) }
      switch character {
      case "\"":
        _ = try literal()
        continue
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      place += 1
    }
    throw error("the end is missing")
  }

  /// A string literal with numbers for its gaps, and what fills them.
  private mutating func literal() throws -> (String, [String]) {
    let isLong = text[place...].starts(with: "\"\"\"")
    let end: [Character] = isLong ? ["\"", "\"", "\""] : ["\""]
    place += end.count
    var (value, gaps) = ("", [String]())
    while !text[place...].starts(with: end) {
      guard let character = text[place...].first else { throw error("the string has no end") }
      place += 1
      guard character == "\\" else {
        value.append(character)
        continue
      }
      guard let escape = text[place...].first else { throw error("the string has no end") }
      place += 1
      switch escape {
      case "(":
        gaps.append(try expression(until: [")"]))
        value += "{\(gaps.count)}"
        place += 1
      case "n": value += "\n"
      case "t": value += "\t"
      case "\"", "\\": value.append(escape)
      case "\n" where isLong: value += "\u{0}"
      default: throw error("\\\(escape) is not understood in a phrase")
      }
    }
    place += end.count
    return (isLong ? value.withoutIndentation : value, gaps)
  }
}

extension String {
  /// The value of a literal of several lines: less the indentation of its last line, and with the lines joined that a
  /// backslash joins, for which U+0000 stands.
  fileprivate var withoutIndentation: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let indentation = lines.last?.count ?? 0
    let joined = lines.dropFirst().dropLast().map(String.init).joined(separator: "\n")
    let parts = joined.split(separator: "\u{0}", omittingEmptySubsequences: false)
    return parts.map { part in
      part.split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(indentation) }
        .joined(separator: "\n")
    }.joined()
  }
}
