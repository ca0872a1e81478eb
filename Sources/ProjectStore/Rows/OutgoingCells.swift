import Deadlines
import Foundation
import GRDB

/// Turns values into cells that can be read back as the same values.
///
/// GRDB binds text up to its first NUL, and a time outside ``Deadlines/Timestamp/storable`` would be refused
/// when it is read, so neither is written.
struct OutgoingCells {
  let table: String
  let id: Int64?
  var isChecking = true

  func text(_ text: String?, _ column: String) throws(BadCell) -> DatabaseValue {
    guard let text else { return .null }
    if isChecking, text.utf8.contains(0) {
      throw BadCell(table: table, column: column, id: id, value: String(text.prefix(80)))
    }
    return text.databaseValue
  }

  func time(_ time: Timestamp?, _ column: String) throws(BadCell) -> DatabaseValue {
    guard let time else { return .null }
    if isChecking, !Timestamp.storable.contains(time) {
      throw BadCell(table: table, column: column, id: id, value: String(time.seconds))
    }
    return time.seconds.databaseValue
  }

  func json(_ words: [String], _ column: String) throws(BadCell) -> DatabaseValue {
    guard let data = try? JSONEncoder().encode(words) else {
      throw BadCell(table: table, column: column, id: id, value: String("\(words)".prefix(80)))
    }
    return String(decoding: data, as: UTF8.self).databaseValue
  }

  /// Text that is only shown, with each NUL as the symbol for it.
  func prose(_ text: String?) -> DatabaseValue {
    guard let text else { return .null }
    return text.replacing("\0", with: "\u{2400}").databaseValue
  }
}
