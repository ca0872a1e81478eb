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
    var columns: Set<Int> = []
    var anchor: (line: Int, column: Int)?
    for (number, start) in lines.enumerated() {
      let line = scalars[start..<(number + 1 < lines.count ? lines[number + 1] : scalars.count)]
      let lead = line.lead
      if let key = lead.explicitKey {
        self.init(.complexKey, line: number + 1, column: key - start + 1)
        return
      }
      columns.formUnion(lead.starts.map { $0 - start })
      if columns.count > YAMLText.columnLimit {
        self.init(.tooDeep, line: number + 1, column: (lead.starts.last ?? start) - start + 1)
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
  /// Where lists and mappings can begin at the margin of this line, and the first `?` there.
  ///
  /// That is at each mark of an entry, a key or a value, and at what follows them unless it is a comment.
  fileprivate var lead: (starts: [Int], explicitKey: Int?) {
    var starts: [Int] = []
    for index in indices {
      switch self[index] {
      case " ", "\t", "\u{FEFF}": continue
      case "#": return (starts, nil)
      case "-" where isBlank(at: index + 1), ":" where isBlank(at: index + 1): starts.append(index)
      case "?" where isBlank(at: index + 1): return (starts, index)
      case let scalar where scalar.isLineBreak: return (starts, nil)
      default: return (starts + [index], nil)
      }
    }
    return (starts, nil)
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
