// How much room text takes on a screen of cells: letters of East Asia and emoji take two, marks that join take none.

extension String {
  /// How many columns of a terminal the text takes, its control sequences not reckoned with.
  ///
  /// Counted as terminals do that add up scalars (`wcwidth`), after East Asian Width (Unicode Standard Annex 11).
  public var displayWidth: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The text in at most `columns` columns: what is too wide loses its middle, because both ends tell things apart.
  ///
  /// - Parameter mark: what stands in place of what is left out; left out itself where there is no room for it.
  public func fitted(to columns: Int, mark: String = "…") -> String {
    guard displayWidth > columns else { return self }
    let room = columns - mark.displayWidth
    guard room > 0 else { return start(in: columns).balanced }
    let head = start(in: (room + 1) / 2)
    return head.balanced + mark + end(in: room - head.displayWidth).balanced
  }

  /// The text with its end left out where it is wider than `columns`.
  public func cut(to columns: Int, mark: String = "…") -> String {
    guard displayWidth > columns else { return self }
    let room = columns - mark.displayWidth
    return room > 0 ? start(in: room).balanced + mark : start(in: columns).balanced
  }

  /// The text with blanks after it, up to `columns` columns; one that is wider stays as it is.
  public func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - displayWidth))
  }

  /// The text in lines of at most `columns` columns, broken at blanks where there are any.
  public func wrapped(to columns: Int) -> [String] {
    let columns = max(2, columns)
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      if !line.isEmpty, line.displayWidth + 1 + word.displayWidth > columns {
        lines.append(line)
        line = ""
      }
      while line.isEmpty, word.displayWidth > columns {
        // A letter that is wider than all the room stands alone.
        let start = word.start(in: columns)
        let piece = start.isEmpty ? String(word.prefix(1)) : start
        lines.append(piece)
        word.removeFirst(piece.count)
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }

  /// As many characters of its start as there is room for.
  private func start(in columns: Int) -> String {
    var text = ""
    var width = 0
    for character in self {
      width += String(character).displayWidth
      if width > columns { break }
      text.append(character)
    }
    return text
  }

  private func end(in columns: Int) -> String {
    var kept: [Character] = []
    var width = 0
    for character in reversed() {
      width += String(character).displayWidth
      if width > columns { break }
      kept.append(character)
    }
    return String(kept.reversed())
  }
}

extension Unicode.Scalar {
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  /// Vowels and finals of Hangul, which join the consonant before them.
  private static let joined: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

  /// Two of them make one flag.
  private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF

  fileprivate var displayWidth: Int {
    if isASCII { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if Self.joined.contains(where: { $0.contains(value) }) { return 0 }
    if Self.regionalIndicators.contains(value) { return 1 }
    return properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
  }
}
