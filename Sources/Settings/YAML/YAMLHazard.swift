/// What in a text could overflow the stack of a YAML parser, or keep it busy for ever.
///
/// It is told without parsing, and rather too often than not at all: no settings come near these limits.
struct YAMLHazard {
  let problem: SettingsError.Problem
  /// Line, from 1.
  let line: Int
  /// Column, from 1.
  let column: Int

  /// Looks for the first; nil if there is none.
  init?(in scalars: [Unicode.Scalar], lines: [Int]) {
    var openers = 0
    var anchor: (line: Int, column: Int)?
    for (number, start) in lines.enumerated() {
      let line = scalars[start..<(number + 1 < lines.count ? lines[number + 1] : scalars.count)]
      let lead = line.lead
      if let key = lead.explicitKey {
        self.init(.complexKey, line: number + 1, column: key - start + 1)
        return
      }
      // Nothing can begin on a line that is blank or a comment.
      if lead.end < line.endIndex, !line[lead.end].isLineBreak, line[lead.end] != "#",
        lead.end - start > YAMLText.columnLimit
      {
        self.init(.tooDeep, line: number + 1, column: lead.end - start + 1)
        return
      }
      for index in line.indices {
        let place = (line: number + 1, column: index - start + 1)
        switch line[index] {
        case "[", "{":
          openers += line.canBeginNode(at: index) ? 1 : 0
          guard openers > YAMLText.openerLimit else { continue }
          self.init(.tooDeep, line: place.line, column: place.column)
          return
        case "?":
          guard line.isExplicitKeyInFlow(at: index) else { continue }
          self.init(.complexKey, line: place.line, column: place.column)
          return
        case "&":
          if anchor == nil, line.isName(at: index) { anchor = place }
        case "*":
          guard let anchor, line.isName(at: index) else { continue }
          self.init(.anchors, line: anchor.line, column: anchor.column)
          return
        default: break
        }
      }
    }
    return nil
  }

  private init(_ problem: SettingsError.Problem, line: Int, column: Int) {
    self.problem = problem
    self.line = line
    self.column = column
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Blanks and the marks of entries, keys and values with which this line begins: where they end, and the first `?`.
  fileprivate var lead: (end: Int, explicitKey: Int?) {
    var index = startIndex
    while index < endIndex {
      switch self[index] {
      case " ", "\t", "\u{FEFF}": break
      case "-", ":": if !isBlank(at: index + 1) { return (index, nil) }
      case "?": return (index, isBlank(at: index + 1) ? index : nil)
      default: return (index, nil)
      }
      index += 1
    }
    return (index, nil)
  }

  /// Whether there is a blank, or nothing more.
  private func isBlank(at index: Int) -> Bool {
    index >= endIndex || self[index] == " " || self[index] == "\t" || self[index].isLineBreak
  }

  /// Whether a list or mapping could begin here, which it cannot within a word.
  fileprivate func canBeginNode(at index: Int) -> Bool {
    guard index > startIndex else { return true }
    return isBlank(at: index - 1) || "[{,:?-\u{FEFF}".unicodeScalars.contains(self[index - 1])
  }

  fileprivate func isExplicitKeyInFlow(at index: Int) -> Bool {
    let before = self[..<index].last { $0 != " " && $0 != "\t" }
    return before.map("[{,".unicodeScalars.contains) ?? false && isBlank(at: index + 1)
  }

  /// Whether an anchor or an alias could stand here.
  fileprivate func isName(at index: Int) -> Bool {
    guard canBeginNode(at: index) else { return false }
    let rest = self[(index + 1)...].drop { $0.isOfAnchor }
    return rest.startIndex > index + 1
      && (isBlank(at: rest.startIndex) || "?:,]}%@`".unicodeScalars.contains(self[rest.startIndex]))
  }
}

extension Unicode.Scalar {
  fileprivate var isOfAnchor: Bool {
    isASCII && (properties.isAlphabetic || ("0"..."9").contains(self) || self == "_" || self == "-")
  }
}
