public import Deadlines

/// A kind of row that the file holds, with the columns it can be asked and ordered by.
public protocol Stored: Sendable {
  /// The columns, one property each.
  associatedtype Columns: Sendable
  /// The columns of its table.
  static var columns: Columns { get }
}

/// A column of the table of `Row`, whose cells mean a `Value`.
///
/// Comparing it with a value of another type, or using it in a query of another table, does not compile.
public struct Column<Row: Stored, Value>: Sendable {
  let reference: ColumnReference

  init(_ name: String, _ form: ColumnReference.Form = .plain) {
    reference = ColumnReference(name: name, form: form)
  }
}

/// A column as an engine sees it: how its cells are to be compared.
struct ColumnReference: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    /// As they are stored.
    case plain
    /// As points in time, whatever type they are stored as.
    case time
    /// Set unless they are 0.
    case truth
    /// Set where they are 1, else NULL.
    case mark
  }

  let name: String
  let form: Form

  /// What SQL compares and orders by.
  ///
  /// The indexes on times and flags serve only queries that are written the same way.
  var sql: String {
    switch form {
    case .plain, .truth: name
    case .time: secondsSQL(name)
    case .mark: "\(name) = 1"
    }
  }

  /// What holds where a flag is not set.
  var negatedSQL: String {
    form == .mark ? "\(name) IS NOT 1" : "NOT \(sql)"
  }
}

/// A value that a column can be compared with.
public protocol Storable: Sendable {
  /// The cell that stands for it.
  var stored: StoredValue { get }
}

/// A value that is written to the file or compared with its cells.
public enum StoredValue: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number, a time, a flag or an id.
  case integer(Int64)
  /// Text without a NUL.
  case text(String)
}

extension String: Storable {
  /// The text itself.
  public var stored: StoredValue { .text(self) }
}

extension Int64: Storable {
  /// The number itself.
  public var stored: StoredValue { .integer(self) }
}

extension Timestamp: Storable {
  /// Its seconds since the Unix epoch.
  public var stored: StoredValue { .integer(seconds) }
}

extension Project.ID: Storable {
  /// Its row id.
  public var stored: StoredValue { .integer(number) }
}

extension Execution.ID: Storable {
  /// Its row id.
  public var stored: StoredValue { .integer(number) }
}

extension Storable where Self: RawRepresentable<String> {
  /// Its raw value.
  public var stored: StoredValue { .text(rawValue) }
}

extension ProjectStatus: Storable {}
extension HoldReason: Storable {}
extension Project.Source: Storable {}
extension Execution.Status: Storable {}
extension LogEvent.Kind: Storable {}
