import Deadlines

/// Cuts a shell line into words and operators.
struct ShellReader {
  enum Token {
    case word(ShellWord)
    case `operator`(ShellOperator)
    case end
    /// A parenthesis, a here-document, a quote without an end, …
    case unreadable
  }

  private let line: [UInt8]
  /// How much of the line has been taken.
  private(set) var place = 0
  /// How many brackets, backquotes and quotes lie around this place.
  private var depth = 0
  /// The most of them: what is deeper is not read, because each takes up some of the stack.
  private static let depthLimit = 50

  init(_ line: [UInt8]) {
    self.line = line
  }

  mutating func next() -> Token {
    skipBlanks()
    while let isReadable = skipRedirection() {
      guard isReadable else { return .unreadable }
      skipBlanks()
    }
    guard let byte = peek() else { return .end }
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: ";"):
      place += 1
      return peek() == UInt8(ascii: ";") && byte == UInt8(ascii: ";") ? .unreadable : .operator(.then)
    case UInt8(ascii: "&"): return .operator(take(twice: byte) ? .and : .background)
    case UInt8(ascii: "|"): return .operator(take(twice: byte) ? .or : .pipe)
    case UInt8(ascii: "("), UInt8(ascii: ")"): return .unreadable
    default: break
    }
    return word().map(Token.word) ?? .unreadable
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    place + ahead < line.count ? line[place + ahead] : nil
  }

  private mutating func take(twice byte: UInt8) -> Bool {
    place += 1
    guard peek() == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek() {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        place += 1
      } else if byte == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "\n") {
        place += 2
      } else if byte == UInt8(ascii: "#") {
        while let byte = peek(), byte != UInt8(ascii: "\n") { place += 1 }
      } else {
        return
      }
    }
  }

  /// Skips `2>&1`, `> file` and the like; nil if there is none here, false if it is none that can be skipped.
  private mutating func skipRedirection() -> Bool? {
    var length = 0
    while let byte = peek(length), byte.isDigit { length += 1 }
    guard let sign = peek(length), sign == UInt8(ascii: "<") || sign == UInt8(ascii: ">") else { return nil }
    place += length + 1
    if sign == UInt8(ascii: "<"), peek() == sign { return false }
    if let byte = peek(), [UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "|")].contains(byte) {
      place += 1
    }
    skipBlanks()
    guard let word = word(), !word.source.isEmpty else { return false }
    return true
  }

  /// The word here; nil if a quote in it has no end.
  private mutating func word() -> ShellWord? {
    var word = ShellWord()
    let start = place
    scan: while let byte = peek() {
      switch byte {
      case _ where endsWord.contains(byte): break scan
      case UInt8(ascii: "'"):
        place += 1
        while let byte = peek(), byte != UInt8(ascii: "'") { advance(over: byte, in: &word) }
        guard peek() != nil else { return nil }
        place += 1
      case UInt8(ascii: "\""):
        guard quoted(in: &word) else { return nil }
      case UInt8(ascii: "\\"):
        place += 1
        guard let byte = peek() else { break scan }
        if byte == UInt8(ascii: "\n") { place += 1 } else { advance(over: byte, in: &word) }
      case UInt8(ascii: "$"), UInt8(ascii: "`"):
        guard expansion(in: &word) else { return nil }
      default:
        let before = place > start ? line[place - 1] : UInt8(ascii: "=")
        let isHome = byte == UInt8(ascii: "~") && (before == UInt8(ascii: "=") || before == UInt8(ascii: ":"))
        if isHome || isPattern.contains(byte) { word.isLiteral = false }
        advance(over: byte, in: &word)
      }
    }
    word.source = Array(line[start..<place])
    return word
  }

  private mutating func advance(over byte: UInt8, in word: inout ShellWord) {
    if word.isLiteral { word.beginning.append(byte) }
    place += 1
  }

  /// Reads a text in double quotes; false if it has no end.
  private mutating func quoted(in word: inout ShellWord) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { return false }
    place += 1
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return true
      case UInt8(ascii: "$"), UInt8(ascii: "`"):
        guard expansion(in: &word) else { return false }
      case UInt8(ascii: "\\"):
        guard let next = peek(1) else { return false }
        place += 1
        if next == UInt8(ascii: "\n") {
          place += 1
        } else {
          if !escapable.contains(next), word.isLiteral { word.beginning.append(byte) }
          advance(over: next, in: &word)
        }
      default: advance(over: byte, in: &word)
      }
    }
    return false
  }

  /// Skips what a shell would put something else for; false if it has no end.
  private mutating func expansion(in word: inout ShellWord) -> Bool {
    word.isLiteral = false
    guard peek() == UInt8(ascii: "$") else { return skip(to: UInt8(ascii: "`"), in: &word) }
    place += 1
    switch peek() {
    case UInt8(ascii: "("): return skip(to: UInt8(ascii: ")"), in: &word)
    case UInt8(ascii: "{"): return skip(to: UInt8(ascii: "}"), in: &word)
    default: return true
    }
  }

  /// Skips an opening bracket, or a backquote, and all up to the `end` that belongs to it; false if there is none.
  private mutating func skip(to end: UInt8, in word: inout ShellWord) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { return false }
    let opening = line[place]
    if opening != UInt8(ascii: "{") { word.runsCommands = true }
    place += 1
    while let byte = peek() {
      switch byte {
      case end:
        place += 1
        return true
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "'"):
        place += 1
        while let byte = peek(), byte != UInt8(ascii: "'") { place += 1 }
        place += 1
      case UInt8(ascii: "\""):
        guard quoted(in: &word) else { return false }
      case UInt8(ascii: "$"), UInt8(ascii: "`"):
        guard expansion(in: &word) else { return false }
      case opening:
        guard skip(to: end, in: &word) else { return false }
      default: place += 1
      }
    }
    return false
  }
}

private let endsWord = Set(" \t\n;&|<>()".utf8)
/// Characters that may stand for other text: patterns, and braces where `sh` is bash.
private let isPattern = Set("*?[{".utf8)
/// What a backslash takes the meaning of between double quotes.
private let escapable = Set("$`\"\\".utf8)
