extension String {
  /// The text on one line and harmless on a screen: line ends become spaces, control and direction marks `\u{FFFD}`.
  ///
  /// Of the marks on one letter four are kept, which is enough for every script: hundreds hide what stands above.
  ///
  /// What another program wrote into the file may hold anything, also a terminal's escape sequences.
  public var oneLine: String {
    // Nearly all text is, and a list asks for thousands.
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    var text = String.UnicodeScalarView()
    var marks = 0
    for scalar in unicodeScalars {
      marks = scalar.joinsWhatPrecedes ? marks + 1 : 0
      guard marks <= 4 else { continue }
      switch scalar.properties.generalCategory {
      case .lineSeparator, .paragraphSeparator: text.append(" ")
      case .control: text.append(scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : "\u{FFFD}")
      case .format: text.append(scalar == "\u{200D}" ? scalar : "\u{FFFD}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// JSON text with the same meaning that is harmless on a screen: control and direction marks in it are escapes.
  ///
  /// The line ends between its values stay.
  public var harmlessJSON: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let zeros = String(repeating: "0", count: 4 - digits.count)
          text.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
        }
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// At most `limit` characters of the text: what is too long loses its middle, because both ends tell things apart.
  public func cutInTheMiddle(_ limit: Int) -> String {
    guard count > limit, limit > 1 else { return limit > 0 ? self : "" }
    let kept = limit - 1
    return "\(String(prefix((kept + 1) / 2)).balanced)…\(String(suffix(kept / 2)).balanced)"
  }

  /// The path with the home directory as `~`.
  public func abbreviated(home: String?) -> String {
    guard let home, home.count > 1, self == home || hasPrefix(home + "/") else { return self }
    return "~" + dropFirst(home.count)
  }
}

extension Unicode.Scalar {
  /// A mark that is drawn on the letter before it, or a joiner, which is not drawn.
  fileprivate var joinsWhatPrecedes: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: self == "\u{200D}"
    }
  }
}
