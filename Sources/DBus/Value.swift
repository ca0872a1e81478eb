/// One value of the D-Bus type system.
public enum Value: Hashable, Sendable {
  /// An unsigned 8-bit integer.
  case byte(UInt8)
  /// True or false.
  case bool(Bool)
  /// A signed 16-bit integer.
  case int16(Int16)
  /// An unsigned 16-bit integer.
  case uint16(UInt16)
  /// A signed 32-bit integer.
  case int32(Int32)
  /// An unsigned 32-bit integer.
  case uint32(UInt32)
  /// A signed 64-bit integer.
  case int64(Int64)
  /// An unsigned 64-bit integer.
  case uint64(UInt64)
  /// An IEEE 754 double.
  case double(Double)
  /// Text; one that holds NUL is refused when it is sent.
  case string(String)
  /// Where an object lies.
  case objectPath(ObjectPath)
  /// A sequence of types.
  case signature(Signature)
  /// An open file; received in answers only, see ``ValueType/descriptor``.
  case descriptor(Descriptor)
  /// Values of one type; the type is named because an array may be empty.
  indirect case array([Value], of: ValueType)
  /// Values by key; of two entries with one key received, the later counts.
  indirect case dictionary([Value: Value], key: ValueType, value: ValueType)
  /// One or more values in order.
  indirect case structure([Value])
  /// A value that carries its own type.
  indirect case variant(Value)

  /// How deeply containers may be nested in a message, as in libdbus.
  public static let deepest = 64

  /// How many open files one message may carry: what dbus-daemon allows unless it is told otherwise.
  public static let mostDescriptors = 16

  /// The type of this value.
  public var type: ValueType {
    switch self {
    case .byte: .byte
    case .bool: .bool
    case .int16: .int16
    case .uint16: .uint16
    case .int32: .int32
    case .uint32: .uint32
    case .int64: .int64
    case .uint64: .uint64
    case .double: .double
    case .string: .string
    case .objectPath: .objectPath
    case .signature: .signature
    case .descriptor: .descriptor
    case .array(_, let element): .array(element)
    case .dictionary(_, let key, let value): .dictionary(key, value)
    case .structure(let fields): .structure(fields.map(\.type))
    case .variant: .variant
    }
  }
}

extension Value {
  /// An array of text, `as`.
  public static func strings(_ texts: [String]) -> Value {
    .array(texts.map { .string($0) }, of: .string)
  }

  /// An array of bytes, `ay`.
  public static func bytes(_ bytes: some Sequence<UInt8>) -> Value {
    .array(bytes.map { .byte($0) }, of: .byte)
  }

  /// A dictionary of named variants, `a{sv}`; the variants are added here.
  public static func options(_ entries: [String: Value]) -> Value {
    var boxed: [Value: Value] = [:]
    for (key, value) in entries { boxed[.string(key)] = .variant(value) }
    return .dictionary(boxed, key: .string, value: .variant)
  }
}
