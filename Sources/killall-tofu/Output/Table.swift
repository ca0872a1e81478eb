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

  /// The columns that give way where the terminal is narrow: first shortened, then left out, in this order.
  let yielding: [Int]

  private static let gap = 2
  /// What a column is never shortened below before it is left out.
  private static let shortest = 12

  func lines(on terminal: Terminal) -> [String] {
    let widths = widths(on: terminal)
    let heading = line(headings.map { Cell($0, .grey) }, widths, terminal)
    return [heading] + rows.map { line($0, widths, terminal) }
  }

  /// The width of each column; 0 for one that is left out.
  private func widths(on terminal: Terminal) -> [Int] {
    var widths = headings.map(\.count)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.text.count) }
    }
    for column in yielding {
      let excess = total(widths) - terminal.columns
      guard excess > 0 else { break }
      let shortened = widths[column] - excess
      widths[column] = shortened >= Self.shortest ? shortened : 0
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
      let text = row[column].text.cutInTheMiddle(widths[column])
      let padding = column == shown.last ? 0 : max(0, widths[column] - text.count)
      let painted = row[column].colour?.paint(text, on: terminal) ?? text
      return painted + String(repeating: " ", count: padding)
    }
    return cells.joined(separator: String(repeating: " ", count: Self.gap))
  }
}
