import Yams

/// A text that can be parsed as YAML without harm, whoever wrote it.
///
/// The parser follows nesting with its stack and compares keys by all that they stand for: what would overflow the one, or
/// keep the other busy for ever, is refused before it sees it.
struct YAMLText {
  /// How many `[` and `{` there may be: each can nest by two levels.
  static let openerLimit = 64
  /// In how many columns something may begin on a line: each can nest by two levels.
  static let columnLimit = 40

  let file: String
  /// Without a byte order mark.
  let text: String
  let hasByteOrderMark: Bool
  /// The characters as the parser counts them.
  private let scalars: [Unicode.Scalar]
  /// Where each line begins.
  private let lines: [Int]

  /// Looks through `text`.
  ///
  /// - Throws: `SettingsError` where it is nested too deeply, names what it repeats, or has keys that are more than a word.
  init(_ text: String, file: String) throws(SettingsError) {
    self.file = file
    // The parser would take it for a column.
    hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
    scalars = Array(text.unicodeScalars.dropFirst(hasByteOrderMark ? 1 : 0))
    self.text = hasByteOrderMark ? String(String.UnicodeScalarView(scalars)) : text
    lines = scalars.lineStarts
    if let hazard = YAMLHazard(in: scalars, lines: lines) {
      throw SettingsError(hazard.problem, file: file, line: hazard.line, column: hazard.column)
    }
  }

  /// Parses it; nil if it holds no document.
  ///
  /// - Throws: `SettingsError` for what is no YAML, for anchors, aliases and tags, and for more than one document.
  func root() throws(SettingsError) -> Node? {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw SettingsError(error, file: file)
    } catch {
      throw SettingsError(.syntax("\(error)".firstLine), file: file)
    }
    guard let root else { return nil }
    if text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "!") }) {
      try refuseProperties(of: root)
    }
    if case .scalar(let scalar) = root, scalar.string.isEmpty { return nil }
    return root
  }

  /// The number of the character at this place, from 0; nil if there is none.
  func index(of mark: Mark) -> Int? {
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let index = lines[mark.line - 1] + mark.column - 1
    return scalars.indices.contains(index) ? index : nil
  }

  /// The characters from the one with this number on.
  func characters(from index: Int) -> ArraySlice<Unicode.Scalar> {
    scalars[index...]
  }

  /// How many bytes come before the character with this number.
  func byteOffset(of index: Int) -> Int {
    scalars[..<index].reduce(0) { $0 + UTF8.width($1) }
  }

  /// Refuses anchors and tags: a node that bears one begins with it.
  private func refuseProperties(of node: Node) throws(SettingsError) {
    if let mark = node.mark, let index = index(of: mark) {
      switch scalars[index] {
      case "&": throw SettingsError(.anchors, file: file, line: mark.line, column: mark.column)
      case "!": throw SettingsError(.tags, file: file, line: mark.line, column: mark.column)
      default: break
      }
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        try refuseProperties(of: key)
        try refuseProperties(of: value)
      }
    case .sequence(let sequence):
      for element in sequence { try refuseProperties(of: element) }
    case .scalar, .alias: break
    }
  }
}

extension [Unicode.Scalar] {
  /// Where each line begins, by the line breaks of YAML 1.1.
  fileprivate var lineStarts: [Int] {
    var starts = [0]
    for (index, scalar) in enumerated() where scalar.isLineBreak {
      if scalar == "\r", index + 1 < count, self[index + 1] == "\n" { continue }
      starts.append(index + 1)
    }
    return starts
  }
}

extension Unicode.Scalar {
  /// Whether it ends a line in YAML 1.1, section 5.4.
  var isLineBreak: Bool {
    self == "\n" || self == "\r" || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}"
  }
}
