extension String {
  /// The text on one line, without what steers a terminal or a text layout, and cut in the middle where it is too long.
  func onOneLine(upTo longest: Int) -> String {
    plain.cutInTheMiddle(longest)
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
    return String(prefix(longest - 1 - start)).balanced + "…" + String(suffix(start)).balanced
  }

  /// At most four marks on one letter, and of what steers directions only the two that isolate a name, each with the
  /// other.
  private var plain: String {
    var text = String.UnicodeScalarView()
    var marks = 0
    var isIsolated = false
    for scalar in unicodeScalars {
      marks = scalar.joinsWhatPrecedes ? marks + 1 : 0
      guard marks <= 4 else { continue }
      switch scalar {
      case firstStrong where !isIsolated, isolateEnd where isIsolated:
        isIsolated.toggle()
        text.append(scalar)
      default: text.append(scalar.steersDirections ? "\u{FFFD}" : scalar.breaksLine ? " " : scalar)
      }
    }
    if isIsolated { text.append(isolateEnd) }
    return String(text)
  }

  /// A part of a plain text with the mark of an isolated name that it lost to the rest.
  private var balanced: String {
    let marks = unicodeScalars.filter { $0 == firstStrong || $0 == isolateEnd }
    let start = marks.first == isolateEnd ? String(firstStrong) : ""
    return start + self + (marks.last == firstStrong ? String(isolateEnd) : "")
  }
}

/// FIRST STRONG ISOLATE: what follows has a direction of its own, up to ``isolateEnd``.
private let firstStrong: Unicode.Scalar = "\u{2068}"
/// POP DIRECTIONAL ISOLATE.
private let isolateEnd: Unicode.Scalar = "\u{2069}"

private let markupLikes: [Character: Character] = ["&": "＆", "<": "‹", ">": "›"]

extension Unicode.Scalar {
  /// A mark that is drawn on the letter before it, or a joiner, which is not drawn.
  fileprivate var joinsWhatPrecedes: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: self == "\u{200D}"
    }
  }

  fileprivate var steersDirections: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  fileprivate var breaksLine: Bool {
    properties.generalCategory == .control || self == "\u{2028}" || self == "\u{2029}"
  }
}
