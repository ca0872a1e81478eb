/// Text in columns, as wide as their widest cells; numbers to the right.
struct TextTable {
  var header: [String]
  /// The columns of words.
  var leftAligned: Set<Int>
  var rows: [[String]] = []

  init(header: [String], leftAligned: Set<Int>) {
    self.header = header
    self.leftAligned = leftAligned
  }

  var text: String {
    let all = [header] + rows
    let widths = header.indices.map { column in
      all.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return all.map { row in
      let cells = zip(row.indices, row).map { column, cell in
        let blank = String(repeating: " ", count: max(0, widths[column] - cell.count))
        return leftAligned.contains(column) ? cell + blank : blank + cell
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
