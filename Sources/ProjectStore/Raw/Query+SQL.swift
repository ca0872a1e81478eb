extension Query {
  /// Everything after the table, as SQL; ` WHERE … ORDER BY … LIMIT … OFFSET …`.
  var clauses: String {
    var sql = condition.map { " WHERE \($0.shape.sql)" } ?? ""
    let orders = shape.completeOrders.map {
      "\($0.column.sql) \($0.direction == .ascending ? "ASC" : "DESC")"
    }
    sql += " ORDER BY \(orders.joined(separator: ", "))"
    if limit != nil || offset > 0 { sql += " LIMIT \(limit ?? .max) OFFSET \(offset)" }
    return sql
  }
}

extension ConditionShape {
  /// The condition as SQL, with a question mark for each value.
  var sql: String {
    switch self {
    case .compares(let column, let comparison): "\(column.sql) \(comparison.rawValue) ?"
    case .isPresent(let column): "\(column.name) IS NOT NULL"
    case .isMissing(let column): "\(column.name) IS NULL"
    case .isSet(let column): column.sql
    case .isNotSet(let column): column.negatedSQL
    case .both(let left, let right): "(\(left.sql) AND \(right.sql))"
    case .either(let left, let right): "(\(left.sql) OR \(right.sql))"
    }
  }
}
