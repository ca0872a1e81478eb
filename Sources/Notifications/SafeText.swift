/// The longest texts that are sent, in bytes of UTF-8 before escaping; what is longer loses its middle.
public enum TextBound {
  /// Of a summary.
  public static let summary = 256
  /// Of a body.
  public static let body = 4096
  /// Of a button's label.
  public static let label = 64
  /// Of an action key; longer ones are refused since they must come back as they were.
  public static let key = 256
  /// Of names: category, icon, sound.
  static let name = 1024
}

extension String {
  /// Fit for one line of at most `bound` bytes.
  func safeLine(within bound: Int) -> String {
    safeText { $0 == "\n" || $0 == "\t" ? " " : $0 }.cutInTheMiddle(within: bound)
  }

  /// Fit for several lines of together at most `bound` bytes.
  func safeLines(within bound: Int) -> String {
    safeText { $0 }.cutInTheMiddle(within: bound)
  }

  /// Escaped for the markup subset of the Desktop Notifications Specification 1.2, section "Markup".
  var escapedForMarkup: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Keeps the start and the end, which name a project and say what happens, when both do not fit whole.
  func cutInTheMiddle(within bound: Int) -> String {
    guard utf8.count > bound else { return self }
    let mark = " … "
    // Either part may need a mark that the other has.
    let isolates = unicodeScalars.contains(firstStrong) ? 6 : 0
    let half = max(0, bound - mark.utf8.count - isolates) / 2
    return String(head(within: half)).balanced + mark + String(tail(within: half)).balanced
  }

  private func head(within bound: Int) -> Substring {
    var used = 0
    return prefix {
      used += $0.utf8.count
      return used <= bound
    }
  }

  private func tail(within bound: Int) -> Substring {
    var used = 0
    var start = endIndex
    while start > startIndex {
      let before = index(before: start)
      used += self[before].utf8.count
      guard used <= bound else { break }
      start = before
    }
    return self[start...]
  }

  /// At most four marks on one letter, and of what steers directions only the two that isolate a name, each with the
  /// other on the same line.
  private func safeText(_ mapLayout: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var text = String.UnicodeScalarView()
    var marks = 0
    var isIsolated = false
    for scalar in unicodeScalars where scalar != "\r" {
      marks = scalar.joinsWhatPrecedes ? marks + 1 : 0
      guard marks <= 4 else { continue }
      switch scalar {
      case firstStrong where !isIsolated, isolateEnd where isIsolated:
        isIsolated.toggle()
        text.append(scalar)
      case "\n" where isIsolated:
        isIsolated = false
        text.append(contentsOf: [isolateEnd, mapLayout(scalar)])
      default: text.append(scalar.isSafe ? mapLayout(scalar) : "\u{FFFD}")
      }
    }
    if isIsolated { text.append(isolateEnd) }
    return String(text)
  }

  /// A part of a safe text with the mark of an isolated name that it lost to the rest.
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

extension Unicode.Scalar {
  /// A mark that is drawn on the letter before it, or a joiner, which is not drawn.
  fileprivate var joinsWhatPrecedes: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: self == "\u{200D}"
    }
  }

  /// Neither ends a C string, breaks an XML parser, drives a terminal nor reorders the text around it.
  var isSafe: Bool {
    switch value {
    case 0x09, 0x0A: true
    case 0x00...0x1F, 0x7F...0x9F: false
    case 0x2028...0x202E, 0x2066...0x2069: false
    case 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
