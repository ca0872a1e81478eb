/// A pattern with the wildcards of gitignore(5), taken apart once.
///
/// To match one takes time that grows with the product of the lengths of pattern and text, never faster: of the stars
/// passed only the last of each kind can still decide.
struct Wildcard: Hashable, Sendable {
  /// One step of a match.
  enum Part: Hashable, Sendable {
    case byte(UInt8)
    /// Any byte but a slash.
    case any
    /// One byte of a set.
    case oneOf(ByteSet)
    /// Any number of bytes but slashes.
    case star
    /// Any number of bytes.
    case deepStar
    /// Nothing, or any number of bytes that end with a slash.
    case directories
    /// What a malformed pattern is: it matches nothing.
    case nothing
  }

  private let parts: [Part]

  /// A pattern of names.
  init(name: ArraySlice<UInt8>) {
    var parser = WildcardParser(name)
    parts = parser.parts()
  }

  /// A pattern of whole paths.
  ///
  /// Git compares what stands before the first wildcard by itself, and then takes the rest for a pattern of its own. Thus
  /// in `foo**/bar`, which by the letter of the manual has an ordinary star, the two stars stand at a beginning.
  init(path: ArraySlice<UInt8>) {
    let literal = path.prefix { !Self.specials.contains($0) }
    var parser = WildcardParser(path[literal.endIndex...])
    parts = literal.map(Part.byte) + parser.parts()
  }

  private static let specials = Array("*?[\\".utf8)

  /// Whether the pattern matches all of `text`.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    parts.withUnsafeBufferPointer { parts in
      var attempt = WildcardMatch(parts: parts, text: text)
      return attempt.run()
    }
  }
}

/// A match under way.
private struct WildcardMatch {
  let parts: UnsafeBufferPointer<Wildcard.Part>
  let text: UnsafeBufferPointer<UInt8>
  private var part = 0
  private var place = 0
  /// Where to go on when the last star takes one more byte; part -1: there is none.
  private var star = (part: -1, place: 0)
  /// The same for the last star that takes slashes too.
  private var deepStar = (part: -1, place: 0)

  init(parts: UnsafeBufferPointer<Wildcard.Part>, text: UnsafeBufferPointer<UInt8>) {
    self.parts = parts
    self.text = text
  }

  mutating func run() -> Bool {
    while true {
      if part == parts.count, place == text.count { return true }
      if !step(), !goBack() { return false }
    }
  }

  private mutating func step() -> Bool {
    guard part < parts.count else { return false }
    switch parts[part] {
    case .star:
      star = (part + 1, place)
    case .deepStar, .directories:
      deepStar = (part + 1, place)
      star.part = -1
    case .byte(let byte):
      guard place < text.count, text[place] == byte else { return false }
      place += 1
    case .any:
      guard place < text.count, text[place] != slash else { return false }
      place += 1
    case .oneOf(let set):
      guard place < text.count, text[place] != slash, set.contains(text[place]) else { return false }
      place += 1
    case .nothing:
      return false
    }
    part += 1
    return true
  }

  private mutating func goBack() -> Bool {
    if star.part >= 0, star.place < text.count, text[star.place] != slash {
      star.place += 1
      (part, place) = star
      return true
    }
    guard deepStar.part >= 0 else { return false }
    if case .directories = parts[deepStar.part - 1] {
      while deepStar.place < text.count, text[deepStar.place] != slash { deepStar.place += 1 }
    }
    guard deepStar.place < text.count else { return false }
    deepStar.place += 1
    star.part = -1
    (part, place) = deepStar
    return true
  }
}
