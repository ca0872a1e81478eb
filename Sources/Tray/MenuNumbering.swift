/// Gives lines their numbers: the same line always the same one, and no number ever to two lines.
struct MenuNumbering {
  /// What makes a line the one that was drawn.
  private struct Line: Hashable {
    var identity: String
    /// Which one it is of those with that identity.
    var occurrence: Int
    var key: String?
    var kind: Int
  }

  private var numbers: [Line: Int32] = [:]
  private var next: Int32
  private var gone = GoneKeys()
  /// Whether numbers ran out; lines without one are left out.
  private(set) var isExhausted = false

  /// How deep submenus may be nested; each level takes three of the 64 that a message may have.
  static let deepest = 8

  /// - Parameter first: the first number given; 0 is the menu itself.
  init(from first: Int32 = 1) {
    next = max(first, 1)
  }

  /// The key of a line that was shown once and is not any more.
  func goneKey(_ number: Int32) -> String? { gone[number] }

  /// The lines by number, the menu itself being 0.
  mutating func nodes(for entries: [MenuEntry]) -> [Int32: MenuNode] {
    var drawing = Drawing(numbering: self)
    let children = drawing.add(entries, depth: 1)
    drawing.nodes[0] = .root(children)
    for (line, number) in numbers where drawing.used[line] == nil {
      if let key = line.key { drawing.numbering.gone.note(key, number) }
    }
    drawing.numbering.numbers = drawing.used
    self = drawing.numbering
    return drawing.nodes
  }

  private struct Drawing {
    var numbering: MenuNumbering
    var used: [Line: Int32] = [:]
    var occurrences: [String: Int] = [:]
    var nodes: [Int32: MenuNode] = [:]

    mutating func add(_ entries: [MenuEntry], depth: Int) -> [Int32] {
      guard depth <= MenuNumbering.deepest else { return [] }
      var numbers: [Int32] = []
      for entry in entries.withoutIdleSeparators {
        let occurrence = occurrences[entry.identity, default: 0]
        occurrences[entry.identity] = occurrence + 1
        let line = Line(
          identity: entry.identity, occurrence: occurrence, key: entry.key, kind: entry.kind.number)
        guard let number = numbering.number(of: line) else { continue }
        used[line] = number
        var children: [Int32] = []
        if case .submenu(let entries) = entry.kind { children = add(entries, depth: depth + 1) }
        nodes[number] = MenuNode(entry, children: children)
        numbers.append(number)
      }
      return numbers
    }
  }

  private mutating func number(of line: Line) -> Int32? {
    if let known = numbers[line] { return known }
    guard !isExhausted else { return nil }
    let number = next
    if next == .max { isExhausted = true } else { next += 1 }
    return number
  }
}

/// The keys of lines that are gone, the last few.
private struct GoneKeys {
  static let most = 512

  private var keys: [Int32: String] = [:]
  private var inOrder: [Int32] = []

  subscript(_ number: Int32) -> String? { keys[number] }

  mutating func note(_ key: String, _ number: Int32) {
    keys[number] = key
    inOrder.append(number)
    if inOrder.count > Self.most { keys[inOrder.removeFirst()] = nil }
  }
}

extension MenuEntry.Kind {
  fileprivate var number: Int {
    switch self {
    case .item: 0
    case .separator: 1
    case .check: 2
    case .submenu: 3
    }
  }
}

extension [MenuEntry] {
  /// Without rules at the ends and beside another rule.
  var withoutIdleSeparators: [MenuEntry] {
    var kept: [MenuEntry] = []
    for entry in self where entry.kind != .separator || (kept.last.map { $0.kind != .separator } ?? false) {
      kept.append(entry)
    }
    if kept.last?.kind == .separator { kept.removeLast() }
    return kept
  }
}
