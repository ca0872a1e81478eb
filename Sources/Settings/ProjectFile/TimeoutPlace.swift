import Yams

extension YAMLText {
  /// All bytes with a NUL in place of the timeout's value; nil where it does not stand alone behind its key, on one line.
  func bytes(without timeout: String, of root: YAMLMapping) -> [UInt8]? {
    // Written with these alone, another value in its place means nothing to the text around it.
    let isPlain = timeout.utf8.allSatisfy {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ".") || $0.isDigitOrLetter
    }
    guard isPlain, !hasByteOrderMark, let scalar = root.scalar("timeout"), let mark = scalar.mark,
      let start = index(of: mark)
    else { return nil }
    let quote: [Unicode.Scalar]
    switch scalar.style {
    case .plain: quote = []
    case .singleQuoted: quote = ["'"]
    case .doubleQuoted: quote = ["\""]
    default: return nil
    }
    let written = quote + Array(timeout.unicodeScalars) + quote
    let rest = characters(from: start)
    guard rest.starts(with: written) else { return nil }
    // More of a plain value would have been part of the timeout.
    let offset = byteOffset(of: start)
    let bytes = Array(text.utf8)
    return Array(bytes[..<offset]) + quote.ascii + [0] + quote.ascii
      + Array(bytes[(offset + written.count)...])
  }
}

extension UInt8 {
  fileprivate var isDigitOrLetter: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension [Unicode.Scalar] {
  fileprivate var ascii: [UInt8] { map { UInt8(truncatingIfNeeded: $0.value) } }
}
