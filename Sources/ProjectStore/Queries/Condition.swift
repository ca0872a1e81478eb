/// What the rows of a query have in common; made by comparing columns, and combined with `&&` and `||`.
public struct Condition<Row: Stored>: Sendable {
  /// Which columns are compared and how; an engine prepares one statement for each shape.
  let shape: ConditionShape
  /// What they are compared with, in the order of the shape.
  let values: [StoredValue]

  private init(_ shape: ConditionShape, _ values: [StoredValue] = []) {
    self.shape = shape
    self.values = values
  }

  fileprivate init<Value: Storable>(_ column: Column<Row, Value>, _ comparison: Comparison, _ value: Value) {
    self.init(.compares(column.reference, comparison), [value.stored.comparable])
  }

  fileprivate init(_ column: Column<Row, Bool>, isSet: Bool) {
    self.init(isSet ? .isSet(column.reference) : .isNotSet(column.reference))
  }

  fileprivate init<Value>(_ column: Column<Row, Value>, isPresent: Bool) {
    self.init(isPresent ? .isPresent(column.reference) : .isMissing(column.reference))
  }

  /// Holds where both hold.
  public static func && (left: Condition, right: Condition) -> Condition {
    Condition(.both(left.shape, right.shape), left.values + right.values)
  }

  /// Holds where either holds.
  public static func || (left: Condition, right: Condition) -> Condition {
    Condition(.either(left.shape, right.shape), left.values + right.values)
  }
}

extension StoredValue {
  /// The value as every engine compares it.
  ///
  /// Some bind a text only up to its first NUL, which would ask for the rows of what stands before it. No cell
  /// that makes sense holds a NUL, and none the noncharacter in its place: such a text equals nothing.
  fileprivate var comparable: StoredValue {
    guard case .text(let text) = self, text.containsNUL else { return self }
    return .text(text.replacing("\0", with: "\u{FFFF}"))
  }
}

/// A condition less its values.
indirect enum ConditionShape: Hashable, Sendable {
  case compares(ColumnReference, Comparison)
  case isPresent(ColumnReference)
  case isMissing(ColumnReference)
  case isSet(ColumnReference)
  case isNotSet(ColumnReference)
  case both(ConditionShape, ConditionShape)
  case either(ConditionShape, ConditionShape)
}

/// How a cell is compared with a value, as the word SQL has for it.
///
/// NULL compares as false.
enum Comparison: String, Hashable, Sendable, CaseIterable {
  case equal = "="
  case unequal = "<>"
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
}

/// Holds where the column has this value.
public func == <Row, Value: Storable>(column: Column<Row, Value>, value: Value) -> Condition<Row> {
  Condition(column, .equal, value)
}

/// Holds where the column has another value; not where it has none.
public func != <Row, Value: Storable>(column: Column<Row, Value>, value: Value) -> Condition<Row> {
  Condition(column, .unequal, value)
}

/// Holds where the column is less, or earlier.
public func < <Row, Value: Storable & Comparable>(column: Column<Row, Value>, value: Value) -> Condition<Row>
{
  Condition(column, .less, value)
}

/// Holds where the column is not greater, or later.
public func <= <Row, Value: Storable & Comparable>(column: Column<Row, Value>, value: Value) -> Condition<Row>
{
  Condition(column, .atMost, value)
}

/// Holds where the column is greater, or later.
public func > <Row, Value: Storable & Comparable>(column: Column<Row, Value>, value: Value) -> Condition<Row>
{
  Condition(column, .greater, value)
}

/// Holds where the column is not less, or earlier.
public func >= <Row, Value: Storable & Comparable>(column: Column<Row, Value>, value: Value) -> Condition<Row>
{
  Condition(column, .atLeast, value)
}

extension Column {
  /// Holds where the cell is not NULL.
  public var isPresent: Condition<Row> { Condition(self, isPresent: true) }
  /// Holds where the cell is NULL.
  public var isMissing: Condition<Row> { Condition(self, isPresent: false) }
}

extension Column where Value == Bool {
  /// Holds where the flag is set.
  public var isSet: Condition<Row> { Condition(self, isSet: true) }
  /// Holds where the flag is not set.
  public var isNotSet: Condition<Row> { Condition(self, isSet: false) }
}
