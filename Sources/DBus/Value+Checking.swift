import Glibc

extension [Value] {
  /// The most bytes a message of ours may take: the limit of one array in the specification.
  static let largestBody = 64 << 20

  /// Finds whatever would make libdbus abort or the bus hang up on us, before either sees it.
  ///
  /// - Returns: the bytes they take in a message at the least.
  /// - Throws: `BusError.malformed`, `mismatched`, `tooDeep`, `tooLarge` or `tooManyDescriptors`.
  @discardableResult func check() throws(BusError) -> Int {
    var budget = Budget(bytes: Self.largestBody, descriptors: Value.mostDescriptors)
    for value in self { try value.check(depth: 0, budget: &budget) }
    _ = try Signature(map(\.type))
    return Self.largestBody - budget.bytes
  }
}

/// What a message may still take.
private struct Budget {
  var bytes: Int
  var descriptors: Int
}

extension String {
  /// Whether C would see less of this text than there is.
  var hasNUL: Bool { withCString(strlen) != utf8.count }
}

extension Value {
  fileprivate func check(depth: Int, budget: inout Budget) throws(BusError) {
    guard depth <= Value.deepest else { throw .tooDeep }
    budget.bytes -= leastSize
    guard budget.bytes >= 0 else { throw .tooLarge(limit: [Value].largestBody) }
    switch self {
    case .string(let text):
      guard !text.hasNUL else { throw .malformed(.string, text) }
    case .descriptor:
      budget.descriptors -= 1
      guard budget.descriptors >= 0 else { throw .tooManyDescriptors(limit: Value.mostDescriptors) }
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
      // A basic type is its own signature; most variants hold one.
      if !inner.type.isBasic { _ = try Signature([inner.type]) }
      try inner.check(depth: depth + 1, budget: &budget)
    default: break
    }
  }

  /// The bytes this value takes in a message at the least, what it contains not counted.
  private var leastSize: Int {
    switch self {
    case .byte: 1
    case .int16, .uint16: 2
    case .bool, .int32, .uint32, .descriptor: 4
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
