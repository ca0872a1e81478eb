// Names that are written from right to left, in sentences that are not; see Unicode Standard Annex 9, "Explicit Directional Isolates".

extension String {
  /// The text between two invisible marks that keep it from turning round what stands beside it.
  ///
  /// Only where it holds letters that are written from right to left; all else stays as it is.
  var isolated: String {
    guard unicodeScalars.contains(where: \.isWrittenFromTheRight) else { return self }
    return "\u{2068}\(self)\u{2069}"
  }

  /// The text with what it lacks of such marks: a part of a text has lost some to the rest of it.
  var balanced: String {
    var open = 0
    var unopened = 0
    for scalar in unicodeScalars {
      switch scalar {
      case "\u{2068}": open += 1
      case "\u{2069}" where open > 0: open -= 1
      case "\u{2069}": unopened += 1
      default: break
      }
    }
    guard open + unopened > 0 else { return self }
    return String(repeating: "\u{2068}", count: unopened) + self + String(repeating: "\u{2069}", count: open)
  }
}

extension Unicode.Scalar {
  /// Blocks that are set aside for scripts from right to left (`DerivedBidiClass.txt`).
  private static let fromTheRight: [ClosedRange<UInt32>] = [
    0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
  ]

  fileprivate var isWrittenFromTheRight: Bool {
    value >= 0x0590 && Self.fromTheRight.contains { $0.contains(value) }
  }
}
