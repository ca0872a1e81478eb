extension String {
  /// The text on one line and harmless on a screen: line ends become spaces, control and direction marks `\u{FFFD}`.
  ///
  /// What another program wrote into the file may hold anything, also a terminal's escape sequences.
  public var oneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .lineSeparator, .paragraphSeparator: " "
          case .control: scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : "\u{FFFD}"
          case .format: scalar == "\u{200D}" ? scalar : "\u{FFFD}"
          default: scalar
          }
        }))
  }

  /// At most `limit` characters of the text: what is too long loses its middle, because both ends tell things apart.
  public func cutInTheMiddle(_ limit: Int) -> String {
    guard count > limit, limit > 1 else { return limit > 0 ? self : "" }
    let kept = limit - 1
    return "\(prefix((kept + 1) / 2))…\(suffix(kept / 2))"
  }

  /// The path with the home directory as `~`.
  public func abbreviated(home: String?) -> String {
    guard let home, home.count > 1, self == home || hasPrefix(home + "/") else { return self }
    return "~" + dropFirst(home.count)
  }
}
