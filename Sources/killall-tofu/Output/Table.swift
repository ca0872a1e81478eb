import Wording

/// Rows of text in columns as wide as they need to be, and together no wider than the terminal.
struct Table {
  /// One cell: what it says, and the colour it says it in.
  struct Cell {
    var text: String
    var colour: Colour?

    init(_ text: String, _ colour: Colour? = nil) {
      self.text = text.oneLine
      self.colour = colour
    }
  }

  let headings: [String]
  var rows: [[Cell]] = []

  /// The columns that give way where the terminal is narrow, in this order: shortened down to so many columns, then left
  /// out; nil for one that is never shortened.
  let yielding: [(column: Int, shortest: Int?)]

  /// The columns that are shortened first, in this order, down to so many columns, and never left out for that.
  var shortening: [(column: Int, shortest: Int)] = []

  private static let gap = 2

  func lines(on terminal: Terminal) -> [String] {
    let widths = widths(in: terminal.columns)
    let heading = line(headings.map { Cell($0, .grey) }, widths, terminal)
    return [heading] + rows.map { line($0, widths, terminal) }
  }

  /// Whether all fits into `columns` with no more than this column shortened.
  func fits(_ columns: Int, shortening yielding: (column: Int, shortest: Int)) -> Bool {
    var widths = wholeWidths
    widths[yielding.column] = min(widths[yielding.column], yielding.shortest)
    return total(widths) <= columns
  }

  /// Whether this column is among those that are shown in `columns`.
  func shows(_ column: Int, in columns: Int) -> Bool { widths(in: columns)[column] > 0 }

  private var wholeWidths: [Int] {
    var widths = headings.map(\.displayWidth)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.text.displayWidth) }
    }
    return widths
  }

  /// The width of each column; 0 for one that is left out.
  private func widths(in columns: Int) -> [Int] {
    let whole = wholeWidths
    var widths = whole
    for (column, shortest) in shortening {
      let excess = max(0, total(widths) - columns)
      widths[column] = min(widths[column], max(shortest, widths[column] - excess))
    }
    for (column, shortest) in yielding {
      let excess = total(widths) - columns
      guard excess > 0 else { break }
      let shortened = widths[column] - excess
      widths[column] = shortest.map { shortened >= $0 } ?? false ? shortened : 0
    }
    // What was left out may have made room for what was shortened before.
    for (column, _) in shortening.reversed() where widths[column] > 0 {
      widths[column] = min(whole[column], widths[column] + max(0, columns - total(widths)))
    }
    // What nothing can be taken from any more is cut.
    let excess = total(widths) - columns
    if excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
      widths[widest] = max(1, widths[widest] - excess)
    }
    return widths
  }

  private func total(_ widths: [Int]) -> Int {
    let shown = widths.filter { $0 > 0 }
    return shown.reduce(0, +) + Self.gap * max(0, shown.count - 1)
  }

  private func line(_ row: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
    let shown = row.indices.filter { widths[$0] > 0 }
    let cells = shown.map { column in
      let text = row[column].text.fitted(to: widths[column], mark: terminal.ellipsis)
      let padding = column == shown.last ? 0 : max(0, widths[column] - text.displayWidth)
      let painted = row[column].colour?.paint(text, on: terminal) ?? text
      return painted + String(repeating: " ", count: padding)
    }
    return cells.joined(separator: String(repeating: " ", count: Self.gap))
  }
}
