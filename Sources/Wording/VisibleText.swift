/// The text of a file as a person has to see it who is to allow what it says: nothing in it is hidden, and nothing of it
/// is obeyed by a screen.
public struct VisibleText: Hashable, Sendable {
  /// Its lines, each without its end; where YAML sees a line end that screens do not, the line ends with its mark.
  public let lines: [String]

  /// Reads `bytes` as UTF-8; what is none is shown as U+FFFD, which no such file may hold.
  public init(_ bytes: [UInt8]) {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      // The breaks of YAML 1.1, by which the reader of the file goes (section 5.4): a comment ends at each of them.
      switch scalar {
      case "\n": break
      case "\r":
        line.append(contentsOf: scalar.mark)
        if scalars.first == "\n" { scalars.removeFirst() }
      case "\u{85}", "\u{2028}", "\u{2029}": line.append(contentsOf: scalar.mark)
      default:
        line.append(contentsOf: scalar.isPlain ? String.UnicodeScalarView([scalar]) : scalar.mark)
        continue
      }
      lines.append(String(line))
      line = String.UnicodeScalarView()
    }
    if !line.isEmpty { lines.append(String(line)) }
    self.lines = lines
  }

  /// The lines with their numbers, no wider than `columns` where that leaves any room.
  ///
  /// What is too wide goes on below without a number, so that no line can pass itself off as another.
  public func numbered(columns: Int) -> [String] {
    let digits = max(3, "\(lines.count)".count)
    let room = max(20, columns - digits - 3)
    return lines.enumerated().flatMap { place, line in
      line.pieces(of: room).enumerated().map { part, piece in
        let number = part == 0 ? "\(place + 1)" : ""
        let mark = part == 0 ? "|" : "┆"
        return String(repeating: " ", count: digits - number.count) + "\(number) \(mark) \(piece)"
      }
    }
  }
}

extension String {
  /// The text line by line as it has to be seen before it is given to a shell.
  public var visible: String { VisibleText(Array(utf8)).lines.joined(separator: "\n") }
}

extension Unicode.Scalar {
  /// Whether a screen shows it as what it is: neither nothing, nor a blank that is none.
  fileprivate var isPlain: Bool {
    if self == " " { return true }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse,
      .unassigned:
      return false
    default: return !properties.isDefaultIgnorableCodePoint
    }
  }

  /// What is shown in its place: a picture of the Unicode block Control Pictures, or its number.
  fileprivate var mark: String.UnicodeScalarView {
    let picture: UInt32? = value < 0x20 ? 0x2400 + value : value == 0x7F ? 0x2421 : nil
    if let picture = picture.flatMap(Unicode.Scalar.init) { return String.UnicodeScalarView([picture]) }
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>".unicodeScalars
  }
}

extension String {
  /// The text in pieces of at most `width` columns, in which what is not ASCII may take two.
  fileprivate func pieces(of width: Int) -> [String] {
    var pieces: [String] = []
    var piece = String.UnicodeScalarView()
    var filled = 0
    for scalar in unicodeScalars {
      let size = scalar.isASCII ? 1 : 2
      if filled + size > width {
        pieces.append(String(piece))
        piece = String.UnicodeScalarView()
        filled = 0
      }
      piece.append(scalar)
      filled += size
    }
    return pieces + [String(piece)]
  }
}
