/// Which rows of a table are wanted, in which order, and how many: a value that is composed first and asked later.
///
///     let page = Query<Project>.active.ordered(by: \.createdAt, .descending).page(3, of: 20)
///     let listing = try await store.projects.fetch(page)
///
/// Without an order, rows come as they were made. Rows that an order leaves equal come by their ids, in the
/// direction of the last order, so that pages neither repeat nor skip a row.
public struct Query<Row: Stored>: Sendable {
  var condition: Condition<Row>?
  var orders: [Ordering] = []
  var limit: Int64?
  var offset: Int64 = 0

  /// Every row of the table.
  public static var all: Query { Query() }

  /// Keeps the rows for which what `condition` says of the columns holds, too.
  public func filter(_ condition: (Row.Columns) -> Condition<Row>) -> Query {
    var query = self
    let added = condition(Row.columns)
    query.condition = self.condition.map { $0 && added } ?? added
    return query
  }

  /// Orders the rows by a column; a further order decides among those that are equal by the ones before.
  ///
  /// NULL comes before every value.
  public func ordered<Value>(
    by column: KeyPath<Row.Columns, Column<Row, Value>>, _ direction: Direction = .ascending
  ) -> Query {
    var query = self
    query.orders.append(Ordering(column: Row.columns[keyPath: column].reference, direction: direction))
    return query
  }

  /// Keeps the first `count` rows at most, in place of an earlier limit; a negative count is 0.
  public func limit(_ count: Int) -> Query {
    var query = self
    query.limit = Int64(max(0, count))
    return query
  }

  /// Leaves out the first `count` rows, in place of an earlier offset; a negative count is 0.
  public func offset(_ count: Int) -> Query {
    var query = self
    query.offset = Int64(max(0, count))
    return query
  }

  /// Keeps one page of `size` rows; the first is page 1, and so is every number below.
  public func page(_ number: Int, of size: Int) -> Query {
    let before = (max(1, number) - 1).multipliedReportingOverflow(by: max(0, size))
    return limit(size).offset(before.overflow ? .max : before.partialValue)
  }
}

/// Which end of an order comes first.
public enum Direction: Hashable, Sendable {
  /// The least or earliest.
  case ascending
  /// The greatest or latest.
  case descending
}

/// One column that a query is ordered by.
struct Ordering: Hashable, Sendable {
  let column: ColumnReference
  let direction: Direction
}

/// A query less the values it compares with: what an engine prepares a statement for.
struct QueryShape: Hashable, Sendable {
  let condition: ConditionShape?
  let orders: [Ordering]
  let limit: Int64?
  let offset: Int64
}

extension Query {
  var shape: QueryShape {
    QueryShape(condition: condition?.shape, orders: orders, limit: limit, offset: offset)
  }

  /// What goes into the statement of its shape.
  var values: [StoredValue] { condition?.values ?? [] }
}

extension QueryShape {
  /// The orders, with the id as the last.
  var completeOrders: [Ordering] {
    let id = ColumnReference(name: "id", form: .plain)
    if orders.contains(where: { $0.column == id }) { return orders }
    return orders + [Ordering(column: id, direction: orders.last?.direction ?? .ascending)]
  }
}
