/// A column that is read; its raw value is its place in the selection.
protocol StoredField: RawRepresentable<Int32>, CaseIterable, Hashable, Sendable {
  static var table: String { get }
  /// The names in the file, in the order of the cases.
  static var names: [String] { get }
}

extension StoredField {
  /// Its name in the file.
  var name: String { Self.names[Int(rawValue)] }

  /// The list of a SELECT.
  static var selection: String { names.joined(separator: ", ") }
}

/// A row that can be read and written.
protocol StoredRow: Stored {
  associatedtype Field: StoredField
  static var idField: Field { get }
  /// The column whose text helps a person to find a row that makes no sense; nil if there is none.
  static var hintField: Field? { get }
  /// Reads the row that the statement stands on.
  ///
  /// - Throws: `BadCell` with the first cell that makes no sense.
  init(_ cells: CellReader<Self>) throws(BadCell)
}
