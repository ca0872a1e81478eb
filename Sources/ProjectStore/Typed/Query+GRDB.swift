import Deadlines
import GRDB

/// The table of `Row` to GRDB.
enum GRDBTable<Row: StoredRow>: TableRecord {
  static var databaseTableName: String { Row.Field.table }
  static var databaseSelection: [any SQLSelectable] { Row.Field.names.map { GRDB.Column($0) } }
}

extension Query where Row: StoredRow {
  /// The same question as GRDB asks it.
  var request: QueryInterfaceRequest<GRDBTable<Row>> {
    var request = condition?.request ?? GRDBTable<Row>.all()
    request = request.order(
      shape.completeOrders.map {
        $0.direction == .ascending ? $0.column.expression.asc : $0.column.expression.desc
      })
    guard limit != nil || offset > 0 else { return request }
    return request.limit(Int(limit ?? .max), offset: Int(offset))
  }
}

extension Condition where Row: StoredRow {
  var request: QueryInterfaceRequest<GRDBTable<Row>> {
    GRDBTable<Row>.filter(shape.expression(of: values))
  }
}

extension ConditionShape {
  /// The expression with `values` in the places that its statement will have question marks.
  func expression(of values: [StoredValue]) -> SQLExpression {
    var values = values[...]
    return expression(taking: &values)
  }

  /// The expression with its values, in the order in which SQL will show them.
  fileprivate func expression(taking values: inout ArraySlice<StoredValue>) -> SQLExpression {
    switch self {
    case .compares(let column, let comparison):
      let value = values.popFirst()?.databaseValue ?? .null
      return switch comparison {
      case .equal: column.expression == value
      case .unequal: column.expression != value
      case .less: column.expression < value
      case .atMost: column.expression <= value
      case .greater: column.expression > value
      case .atLeast: column.expression >= value
      }
    case .isPresent(let column): return GRDB.Column(column.name) != nil
    case .isMissing(let column): return GRDB.Column(column.name) == nil
    case .isSet(let column): return column.expression
    case .isNotSet(let column): return SQL(sql: column.negatedSQL).sqlExpression
    case .both(let left, let right):
      return left.expression(taking: &values) && right.expression(taking: &values)
    case .either(let left, let right):
      return left.expression(taking: &values) || right.expression(taking: &values)
    }
  }
}

extension ColumnReference {
  fileprivate var expression: SQLExpression {
    switch form {
    case .plain: GRDB.Column(name).sqlExpression
    // Written as the index is, or SQLite would not use it.
    case .time, .truth, .mark: SQL(sql: sql).sqlExpression
    }
  }
}
