/// An expression of C over the number `n`, as catalogues have it: `?:`, `||`, `&&`, comparisons, arithmetic and `!`.
indirect enum PluralExpression: Hashable, Sendable {
  case number
  case constant(UInt64)
  case not(PluralExpression)
  case binary(Operation, PluralExpression, PluralExpression)
  case choice(PluralExpression, PluralExpression, PluralExpression)

  /// Operations on two values, from those that bind least.
  enum Operation: String, Hashable, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case rest = "%"
  }

  /// The value for a number, in the arithmetic of C's `unsigned long`; nil where it divides by zero.
  func value(for n: UInt64) -> UInt64? {
    switch self {
    case .number: return n
    case .constant(let value): return value
    case .not(let part): return part.value(for: n).map { $0 == 0 ? 1 : 0 }
    case .choice(let condition, let yes, let no):
      return condition.value(for: n).flatMap { $0 != 0 ? yes.value(for: n) : no.value(for: n) }
    case .binary(.and, let left, let right):
      return left.value(for: n).flatMap { $0 == 0 ? 0 : right.value(for: n).map { $0 == 0 ? 0 : 1 } }
    case .binary(.or, let left, let right):
      return left.value(for: n).flatMap { $0 != 0 ? 1 : right.value(for: n).map { $0 == 0 ? 0 : 1 } }
    case .binary(let operation, let left, let right):
      guard let a = left.value(for: n), let b = right.value(for: n) else { return nil }
      return operation.value(a, b)
    }
  }
}

extension PluralExpression.Operation {
  fileprivate func value(_ a: UInt64, _ b: UInt64) -> UInt64? {
    switch self {
    case .or, .and: nil
    case .equal: a == b ? 1 : 0
    case .unequal: a != b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .less: a < b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .plus: a &+ b
    case .minus: a &- b
    case .times: a &* b
    case .divided: b == 0 ? nil : a / b
    case .rest: b == 0 ? nil : a % b
    }
  }
}

extension PluralExpression {
  /// Reads an expression; nil where it is none, or longer than any language needs.
  init?(_ text: String) {
    guard text.utf8.count <= 1_000, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var reader = PluralReader(rest: text.filter { $0 != " " && $0 != "\t" && $0 != "\n" }[...])
    guard let expression = reader.choice(), reader.rest.isEmpty else { return nil }
    self = expression
  }
}

/// Reads an expression by descending from what binds least.
private struct PluralReader {
  var rest: Substring
  /// How deep it may be nested still: a file must not use up the stack.
  var depth = 40

  private static let levels: [[PluralExpression.Operation]] = [
    [.or], [.and], [.equal, .unequal], [.lessOrEqual, .greaterOrEqual, .less, .greater], [.plus, .minus],
    [.times, .divided, .rest],
  ]

  mutating func choice() -> PluralExpression? {
    guard depth > 0 else { return nil }
    depth -= 1
    defer { depth += 1 }
    guard let condition = binary(0) else { return nil }
    guard take("?") else { return condition }
    guard let yes = choice(), take(":"), let no = choice() else { return nil }
    return .choice(condition, yes, no)
  }

  private mutating func binary(_ level: Int) -> PluralExpression? {
    guard Self.levels.indices.contains(level) else { return unary() }
    guard var left = binary(level + 1) else { return nil }
    while let operation = Self.levels[level].first(where: { take($0.rawValue) }) {
      guard let right = binary(level + 1) else { return nil }
      left = .binary(operation, left, right)
    }
    return left
  }

  private mutating func unary() -> PluralExpression? {
    guard depth > 0 else { return nil }
    depth -= 1
    defer { depth += 1 }
    if take("!") { return unary().map(PluralExpression.not) }
    if take("(") {
      guard let inner = choice(), take(")") else { return nil }
      return inner
    }
    if take("n") { return .number }
    let digits = rest.prefix(while: \.isNumber)
    guard !digits.isEmpty, let value = UInt64(digits) else { return nil }
    rest.removeFirst(digits.count)
    return .constant(value)
  }

  private mutating func take(_ token: String) -> Bool {
    guard rest.hasPrefix(token) else { return false }
    rest.removeFirst(token.count)
    return true
  }
}
