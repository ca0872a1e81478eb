/// Takes a pattern apart, as Git's own matcher reads it.
struct WildcardParser {
  private let pattern: [UInt8]
  private var index = 0

  init(_ pattern: ArraySlice<UInt8>) {
    self.pattern = Array(pattern)
  }

  /// The parts of the whole pattern.
  mutating func parts() -> [Wildcard.Part] {
    var parts: [Wildcard.Part] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\\"): parts.append(next().map(Wildcard.Part.byte) ?? .nothing)
      case UInt8(ascii: "?"): parts.append(.any)
      case UInt8(ascii: "*"): parts.append(star())
      case UInt8(ascii: "["): parts.append(set().map(Wildcard.Part.oneOf) ?? .nothing)
      default: parts.append(.byte(byte))
      }
    }
    return parts
  }

  private var peek: UInt8? { index < pattern.count ? pattern[index] : nil }

  private mutating func next() -> UInt8? {
    guard let byte = peek else { return nil }
    index += 1
    return byte
  }

  /// After the first star.
  private mutating func star() -> Wildcard.Part {
    let start = index - 1
    while peek == UInt8(ascii: "*") { index += 1 }
    guard index - start > 1, start == 0 || pattern[start - 1] == slash else { return .star }
    if peek == nil || pattern[index...].starts(with: [UInt8(ascii: "\\"), slash]) { return .deepStar }
    guard peek == slash else { return .star }
    index += 1
    return .directories
  }

  /// After the bracket; nil if it is not closed, or names a class that does not exist.
  private mutating func set() -> ByteSet? {
    var set = ByteSet()
    let isNegated = peek == UInt8(ascii: "!") || peek == UInt8(ascii: "^")
    if isNegated { index += 1 }
    /// What a dash would go on from.
    var previous: UInt8?
    repeat {
      guard let byte = next() else { return nil }
      switch byte {
      case UInt8(ascii: "\\"):
        guard let escaped = next() else { return nil }
        set.insert(escaped)
        previous = escaped
      case UInt8(ascii: "-") where previous != nil && peek != nil && peek != UInt8(ascii: "]"):
        guard let last = rangeEnd(), let first = previous else { return nil }
        if first <= last { set.insert(first...last) }
        previous = nil
      case UInt8(ascii: "[") where peek == UInt8(ascii: ":"):
        guard let end = pattern[(index + 1)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let name = pattern[(index + 1)..<end]
        guard name.last == UInt8(ascii: ":") else { fallthrough }
        guard let named = ByteSet(named: name.dropLast()) else { return nil }
        set.formUnion(named)
        index = end + 1
        previous = nil
      default:
        set.insert(byte)
        previous = byte
      }
    } while peek != UInt8(ascii: "]")
    index += 1
    return isNegated ? set.inverted : set
  }

  private mutating func rangeEnd() -> UInt8? {
    guard let byte = next() else { return nil }
    return byte == UInt8(ascii: "\\") ? next() : byte
  }
}
