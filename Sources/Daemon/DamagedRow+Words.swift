public import ProjectStore
import Wording

extension BadCell {
  /// What is wrong with the cell, as a sentence without a full stop.
  public var words: String {
    "the cell \(table).\(column) of row \(id.map(String.init) ?? "?") holds \(value.quoted), which makes no sense there"
  }

  /// Whether the row makes sense again once the cell is empty; the file allows that of more columns than we do.
  fileprivate var mayBeEmptied: Bool {
    switch table {
    case "projects": ["destroy_at", "scheduled_at", "tags"].contains(column)
    case "executions":
      ["exit_code", "started_at", "completed_at", "command", "working_dir", "folder"].contains(column)
    case "events": column == "project_id"
    default: false
    }
  }
}

extension DamagedRow {
  /// What is wrong with the row of the file at `path`, whose it is, and how to mend it; one line.
  public func words(inFileAt path: String) -> String {
    let place = [hint.map { $0.oneLine.cutInTheMiddle(80) }, "in \(path.oneLine)"].compactMap { $0 }
    let remedy = remedy(inFileAt: path).map { "; mend it with: \($0)" } ?? ""
    return "\(cell.words) (\(place.joined(separator: ", ")))\(remedy)"
  }

  /// The row and what is wrong with it, as a notification names it.
  func line(home: String?) -> String {
    DamageText.line(row: cell.id, path: hint, column: cell.column, value: cell.value, home: home)
  }

  /// The shell line that mends the row; nil where the row has no number to name it by.
  public func remedy(inFileAt path: String) -> String? {
    cell.id.map {
      RepairText.line(
        forFileAt: path, table: cell.table, column: cell.column, row: $0, empties: cell.mayBeEmptied)
    }
  }
}
