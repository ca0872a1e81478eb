import Deadlines
import Foundation

/// Turns values into cells that can be read back as the same values.
///
/// Text with a NUL would end there for most programs, and a time outside ``Deadlines/Timestamp/storable`` would
/// be refused when it is read, so neither is written.
struct OutgoingCells<Row: StoredRow> {
  let id: Int64?
  var isChecking = true

  private func refuse(_ column: Row.Field, _ value: String) -> BadCell {
    BadCell(table: Row.Field.table, column: column.name, id: id, value: String(value.prefix(80)))
  }

  func text(_ column: Row.Field, _ text: String?) throws(BadCell) -> StoredCell<Row> {
    guard let text else { return StoredCell(column, .null) }
    if isChecking, text.containsNUL { throw refuse(column, text) }
    return StoredCell(column, .text(text))
  }

  func time(_ column: Row.Field, _ time: Timestamp?) throws(BadCell) -> StoredCell<Row> {
    guard let time else { return StoredCell(column, .null) }
    if isChecking, !Timestamp.storable.contains(time) { throw refuse(column, String(time.seconds)) }
    return StoredCell(column, .integer(time.seconds))
  }

  func json(_ column: Row.Field, _ words: [String]) throws(BadCell) -> StoredCell<Row> {
    if words.isEmpty { return StoredCell(column, .text("[]")) }
    guard let data = try? JSONEncoder().encode(words) else { throw refuse(column, "\(words)") }
    return StoredCell(column, .text(String(decoding: data, as: UTF8.self)))
  }

  func word(_ column: Row.Field, _ word: (some RawRepresentable<String>)?) -> StoredCell<Row> {
    StoredCell(column, word.map { .text($0.rawValue) } ?? .null)
  }

  func integer(_ column: Row.Field, _ number: Int64?) -> StoredCell<Row> {
    StoredCell(column, number.map { .integer($0) } ?? .null)
  }

  /// Text that is only shown, with each NUL as the symbol for it.
  func prose(_ column: Row.Field, _ text: String?) -> StoredCell<Row> {
    StoredCell(column, text.map { .text($0.replacing("\0", with: "\u{2400}")) } ?? .null)
  }
}

extension String {
  /// Whether a program that takes it for a C string would see only a part of it.
  var containsNUL: Bool {
    var text = self
    return text.withUTF8 { bytes in
      bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
    }
  }
}
