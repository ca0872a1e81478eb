extension UInt8: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .byte }

  /// The value to send.
  public var busValue: Value { .byte(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .byte(let content) = value else { return nil }
    self = content
  }
}

extension Bool: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .bool }

  /// The value to send.
  public var busValue: Value { .bool(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .bool(let content) = value else { return nil }
    self = content
  }
}

extension Int16: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .int16 }

  /// The value to send.
  public var busValue: Value { .int16(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .int16(let content) = value else { return nil }
    self = content
  }
}

extension UInt16: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .uint16 }

  /// The value to send.
  public var busValue: Value { .uint16(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .uint16(let content) = value else { return nil }
    self = content
  }
}

extension Int32: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .int32 }

  /// The value to send.
  public var busValue: Value { .int32(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .int32(let content) = value else { return nil }
    self = content
  }
}

extension UInt32: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .uint32 }

  /// The value to send.
  public var busValue: Value { .uint32(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .uint32(let content) = value else { return nil }
    self = content
  }
}

extension Int64: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .int64 }

  /// The value to send.
  public var busValue: Value { .int64(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .int64(let content) = value else { return nil }
    self = content
  }
}

extension UInt64: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .uint64 }

  /// The value to send.
  public var busValue: Value { .uint64(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .uint64(let content) = value else { return nil }
    self = content
  }
}

extension Double: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .double }

  /// The value to send.
  public var busValue: Value { .double(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .double(let content) = value else { return nil }
    self = content
  }
}

extension String: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .string }

  /// The value to send.
  public var busValue: Value { .string(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .string(let content) = value else { return nil }
    self = content
  }
}

extension ObjectPath: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .objectPath }

  /// The value to send.
  public var busValue: Value { .objectPath(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .objectPath(let content) = value else { return nil }
    self = content
  }
}

extension Signature: BusValue {
  /// The type it travels as.
  public static var busType: ValueType { .signature }

  /// The value to send.
  public var busValue: Value { .signature(self) }

  /// Reads a value; nil for one of another type.
  public init?(_ value: Value) {
    guard case .signature(let content) = value else { return nil }
    self = content
  }
}
