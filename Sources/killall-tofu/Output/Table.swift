import Wording

/// Rows of text in columns as wide as they need to be, and no wider than the terminal.
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

  /// The column that gives way when the terminal is too narrow.
  let elastic: Int

  func lines(on terminal: Terminal) -> [String] {
    var widths = headings.map(\.count)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.text.count) }
    }
    let excess = widths.reduce(2 * (widths.count - 1), +) - terminal.columns
    if excess > 0 { widths[elastic] = max(8, widths[elastic] - excess) }
    let heading = line(headings.map { Cell($0, .grey) }, widths, terminal)
    return [heading] + rows.map { line($0, widths, terminal) }
  }

  private func line(_ row: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
    let cells = row.enumerated().map { column, cell in
      let text = cell.text.cutInTheMiddle(widths[column])
      let isLast = column == row.count - 1
      let padding = isLast ? "" : String(repeating: " ", count: max(0, widths[column] - text.count))
      return (cell.colour?.paint(text, on: terminal) ?? text) + padding
    }
    return cells.joined(separator: "  ")
  }
}
