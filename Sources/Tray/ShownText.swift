extension String {
  /// The text on one line, without what steers a terminal or a text layout, and cut in the middle where it is too long.
  func onOneLine(upTo longest: Int) -> String {
    let plain = String(String.UnicodeScalarView(unicodeScalars.map { $0.breaksLine ? " " : $0 }))
    return plain.cutInTheMiddle(longest)
  }

  /// The text of a menu entry: one underline marks the letter to press, two stand for one (dbusmenu, "label").
  var menuLabel: String {
    onOneLine(upTo: 120).replacing("_", with: "__")
  }

  /// Text that every host shows as it stands.
  ///
  /// waybar 0.9 takes title and tool tip as markup, Xfce 4.16 and later only the lower part of the tool tip, Plasma and
  /// LXQt whatever looks like markup, others nothing. No escaping suits all, so the three characters that mean something
  /// are replaced by ones that look like them.
  var withoutMarkup: String {
    String(map { markupLikes[$0] ?? $0 })
  }

  /// The lines of a tool tip.
  var toolTipLines: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false).prefix(30)
    return lines.map { String($0).onOneLine(upTo: 120) }.joined(separator: "\n").withoutMarkup
  }

  private func cutInTheMiddle(_ longest: Int) -> String {
    guard count > longest else { return self }
    let start = (longest - 1) / 2
    return prefix(longest - 1 - start) + "…" + suffix(start)
  }
}

private let markupLikes: [Character: Character] = ["&": "＆", "<": "‹", ">": "›"]

extension Unicode.Scalar {
  fileprivate var breaksLine: Bool {
    properties.generalCategory == .control || self == "\u{2028}" || self == "\u{2029}"
  }
}
