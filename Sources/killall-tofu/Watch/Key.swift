/// A key as the live view knows it.
enum Key: Hashable, Sendable {
  case up, down, pageUp, pageDown, first, last
  case enter, escape
  /// Draw all of it anew (Ctrl-L).
  case redraw
  case character(Character)
}

/// Makes keys of the bytes a terminal sends, however they are split into reads.
///
/// Control sequences are those of ECMA-48 and xterm. What is pasted is no key (bracketed paste): a text that happens to hold
/// a letter must not cancel anything.
struct KeyDecoder {
  private var pending: [UInt8] = []
  private var isPasting = false

  /// Longer sequences are noise.
  private static let longest = 32
  private static let escape: UInt8 = 0x1B

  /// Whether something was begun that more bytes may end.
  var isWaiting: Bool { !pending.isEmpty }

  /// Takes bytes in and gives the keys that are whole.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while let (key, length) = next() {
      pending.removeFirst(length)
      if let key, !isPasting { keys.append(key) }
    }
    return keys
  }

  /// Nothing followed for a while: an escape that stands alone is the key of that name, other beginnings mean nothing.
  mutating func pause() -> [Key] {
    defer { pending = [] }
    return pending == [Self.escape] && !isPasting ? [.escape] : []
  }

  /// The first key, nil where the bytes mean none, and how many bytes it takes; nil where they are not all here.
  private mutating func next() -> (Key?, Int)? {
    guard let first = pending.first else { return nil }
    switch first {
    case Self.escape: return sequence()
    case 0x0A, 0x0D: return (.enter, 1)
    case 0x0C: return (.redraw, 1)
    case 0..<0x20, 0x7F: return (nil, 1)
    default: return character(first)
    }
  }

  private mutating func sequence() -> (Key?, Int)? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      return (Self.key(pending[2], ""), 3)
    case Self.escape: return (.escape, 1)
    // Alt and a key, which means nothing here.
    default: return (nil, 2)
    }
  }

  private mutating func controlSequence() -> (Key?, Int)? {
    guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return pending.count > Self.longest ? (nil, pending.count) : nil
    }
    let parameters = String(decoding: pending[2..<end], as: UTF8.self)
    if pending[end] == UInt8(ascii: "~"), parameters == "200" || parameters == "201" {
      isPasting = parameters == "200"
      return (nil, end + 1)
    }
    return (Self.key(pending[end], parameters), end + 1)
  }

  private static func key(_ final: UInt8, _ parameters: String) -> Key? {
    switch (final, parameters.prefix { $0 != ";" }) {
    case (UInt8(ascii: "A"), _): .up
    case (UInt8(ascii: "B"), _): .down
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): .first
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): .last
    case (UInt8(ascii: "~"), "5"): .pageUp
    case (UInt8(ascii: "~"), "6"): .pageDown
    case (UInt8(ascii: "M"), _): .enter
    default: nil
    }
  }

  /// A character of UTF-8; bytes that are none are passed over.
  private func character(_ first: UInt8) -> (Key?, Int)? {
    let length =
      switch first {
      case 0x20..<0x80: 1
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 0
      }
    guard length > 0 else { return (nil, 1) }
    let bytes = pending.prefix(length)
    if let wrong = bytes.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) { return (nil, wrong) }
    guard bytes.count == length else { return nil }
    return (String(validating: bytes, as: UTF8.self)?.first.map { .character($0) }, length)
  }
}
