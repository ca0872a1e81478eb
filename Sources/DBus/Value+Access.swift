extension Value {
  /// The text of a string, nil for any other type.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of a boolean, nil for any other type.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The path of an object path, nil for any other type.
  public var objectPath: ObjectPath? {
    if case .objectPath(let path) = self { path } else { nil }
  }

  /// The open file of a descriptor, nil for any other type.
  public var descriptor: Descriptor? {
    if case .descriptor(let file) = self { file } else { nil }
  }

  /// The number in an integer of any width, nil for any other type and above `Int64.max`.
  public var integer: Int64? {
    switch self {
    case .byte(let number): Int64(number)
    case .int16(let number): Int64(number)
    case .uint16(let number): Int64(number)
    case .int32(let number): Int64(number)
    case .uint32(let number): Int64(number)
    case .int64(let number): number
    case .uint64(let number): Int64(exactly: number)
    default: nil
    }
  }

  /// The number in an unsigned 64-bit integer, nil for any other type.
  public var uint64: UInt64? {
    if case .uint64(let number) = self { number } else { nil }
  }

  /// The elements of an array, nil for any other type.
  public var elements: [Value]? {
    if case .array(let elements, of: _) = self { elements } else { nil }
  }

  /// The fields of a structure, nil for any other type.
  public var fields: [Value]? {
    if case .structure(let fields) = self { fields } else { nil }
  }

  /// The entries of a dictionary, nil for any other type.
  public var entries: [Value: Value]? {
    if case .dictionary(let entries, key: _, value: _) = self { entries } else { nil }
  }

  /// What a variant holds, or this value itself where it is no variant.
  public var unboxed: Value {
    if case .variant(let inner) = self { inner } else { self }
  }

  /// The value under a text key of a dictionary, freed of its variant.
  public subscript(key: String) -> Value? {
    entries?[.string(key)]?.unboxed
  }
}
