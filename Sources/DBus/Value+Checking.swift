import Glibc

extension [Value] {
  /// The most bytes a message of ours may take: the limit of one array in the specification.
  static let largestBody = 64 << 20

  /// Finds whatever would make libdbus abort or the bus hang up on us, before either sees it.
  ///
  /// - Throws: `BusError.malformed`, `mismatched`, `tooDeep` or `tooLarge`.
  func check() throws(BusError) {
    _ = try Signature(checkedTypes())
    var budget = Self.largestBody
    for value in self { try value.check(depth: 0, budget: &budget) }
  }

  /// The types of the values, asked for only once their depth is known to be bounded.
  private func checkedTypes() throws(BusError) -> [ValueType] {
    for value in self where value.isDeeper(than: Value.deepest) { throw .tooDeep }
    return map(\.type)
  }
}

extension String {
  /// Whether C would see less of this text than there is.
  var hasNUL: Bool { withCString(strlen) != utf8.count }
}

extension Value {
  fileprivate func isDeeper(than limit: Int) -> Bool {
    guard limit >= 0 else { return true }
    return switch self {
    case .array(let elements, _): elements.contains { $0.isDeeper(than: limit - 1) }
    case .dictionary(let entries, _, _): entries.values.contains { $0.isDeeper(than: limit - 2) }
    case .structure(let fields): fields.contains { $0.isDeeper(than: limit - 1) }
    case .variant(let inner): inner.isDeeper(than: limit - 1)
    default: false
    }
  }

  fileprivate func check(depth: Int, budget: inout Int) throws(BusError) {
    guard depth <= Value.deepest else { throw .tooDeep }
    budget -= leastSize
    guard budget >= 0 else { throw .tooLarge(limit: [Value].largestBody) }
    switch self {
    case .string(let text):
      guard !text.hasNUL else { throw .malformed(.string, text) }
    case .array(let elements, let type):
      for element in elements {
        guard element.type == type else { throw .mismatched(element, expected: type) }
        try element.check(depth: depth + 1, budget: &budget)
      }
    case .dictionary(let entries, let keyType, let valueType):
      for (key, value) in entries {
        guard key.type == keyType else { throw .mismatched(key, expected: keyType) }
        guard value.type == valueType else { throw .mismatched(value, expected: valueType) }
        try key.check(depth: depth + 2, budget: &budget)
        try value.check(depth: depth + 2, budget: &budget)
      }
    case .structure(let fields):
      for field in fields { try field.check(depth: depth + 1, budget: &budget) }
    case .variant(let inner):
      _ = try Signature([inner.type])
      try inner.check(depth: depth + 1, budget: &budget)
    default: break
    }
  }

  /// The bytes this value takes in a message at the least, what it contains not counted.
  private var leastSize: Int {
    switch self {
    case .byte: 1
    case .int16, .uint16: 2
    case .bool, .int32, .uint32: 4
    case .int64, .uint64, .double: 8
    case .string(let text): text.utf8.count + 5
    case .objectPath(let path): path.text.utf8.count + 5
    case .signature(let signature): signature.text.utf8.count + 2
    case .array, .dictionary: 4
    case .structure: 0
    case .variant: 4
    }
  }
}
