/// One complete type of the D-Bus type system.
public indirect enum ValueType: Hashable, Sendable {
  /// `y`, an unsigned 8-bit integer.
  case byte
  /// `b`, true or false.
  case bool
  /// `n`, a signed 16-bit integer.
  case int16
  /// `q`, an unsigned 16-bit integer.
  case uint16
  /// `i`, a signed 32-bit integer.
  case int32
  /// `u`, an unsigned 32-bit integer.
  case uint32
  /// `x`, a signed 64-bit integer.
  case int64
  /// `t`, an unsigned 64-bit integer.
  case uint64
  /// `d`, an IEEE 754 double.
  case double
  /// `s`, UTF-8 text without NUL.
  case string
  /// `o`, an object path.
  case objectPath
  /// `g`, a signature.
  case signature
  /// `h`, an open file; sent in any message, but taken only from answers to calls of ours.
  ///
  /// So nobody can make this process hold files that it did not ask for; a call that carries one is refused, and
  /// such a signal is dropped.
  case descriptor
  /// `v`, a value that carries its own type.
  case variant
  /// `a…`, any number of values of one type.
  case array(ValueType)
  /// `a{…}`, values by key; the key has one of the basic types.
  case dictionary(ValueType, ValueType)
  /// `(…)`, one or more values in order.
  case structure([ValueType])

  /// The type `a{sv}`, which most interfaces use for options.
  public static let options: ValueType = .dictionary(.string, .variant)

  /// Whether a value of this type can be the key of a dictionary.
  public var isBasic: Bool {
    switch self {
    case .variant, .array, .dictionary, .structure: false
    default: true
    }
  }
}

extension ValueType: CustomStringConvertible {
  /// The type as it stands in a signature.
  public var description: String {
    switch self {
    case .array(let element): "a" + element.description
    case .dictionary(let key, let value): "a{" + key.description + value.description + "}"
    case .structure(let fields): "(" + fields.map(\.description).joined() + ")"
    default: String(UnicodeScalar(UInt8(truncatingIfNeeded: code)))
    }
  }

  /// The type code libdbus knows this type by: the ASCII value of its letter.
  var code: Int32 {
    let letter: UInt8 =
      switch self {
      case .byte: UInt8(ascii: "y")
      case .bool: UInt8(ascii: "b")
      case .int16: UInt8(ascii: "n")
      case .uint16: UInt8(ascii: "q")
      case .int32: UInt8(ascii: "i")
      case .uint32: UInt8(ascii: "u")
      case .int64: UInt8(ascii: "x")
      case .uint64: UInt8(ascii: "t")
      case .double: UInt8(ascii: "d")
      case .string: UInt8(ascii: "s")
      case .objectPath: UInt8(ascii: "o")
      case .signature: UInt8(ascii: "g")
      case .descriptor: UInt8(ascii: "h")
      case .variant: UInt8(ascii: "v")
      case .array, .dictionary: UInt8(ascii: "a")
      case .structure: UInt8(ascii: "r")
      }
    return Int32(letter)
  }
}
