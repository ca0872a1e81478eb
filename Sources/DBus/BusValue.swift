/// A Swift type that stands for one type of the D-Bus type system.
///
/// The number types, `Bool`, `String`, `ObjectPath` and `Signature` do, and arrays and dictionaries of
/// such types; `Value` itself stands for a variant.
public protocol BusValue: Sendable {
  /// The type as which it travels.
  static var busType: ValueType { get }
  /// The value to send.
  var busValue: Value { get }
  /// Reads a value; nil for one of another type.
  init?(_ value: Value)
}

extension [Value] {
  /// Reads the arguments of a message, each as the type asked for.
  ///
  ///     let (name, size) = try answer.read(String.self, UInt32.self)
  ///
  /// - Throws: `BusError.unexpectedReply` with both signatures if there are others, or more, or fewer.
  public func read<each Wanted: BusValue>(_ types: repeat (each Wanted).Type) throws(BusError) -> (
    repeat each Wanted
  ) {
    var wanted: [ValueType] = []
    for type in repeat each types { wanted.append(type.busType) }
    let signature = wanted.map(\.description).joined()
    let mistake = BusError.unexpectedReply(
      "\(map(\.type.description).joined()) where \(signature) was expected")
    guard map(\.type) == wanted else { throw mistake }
    var rest = self[...]
    func next<One: BusValue>(_ type: One.Type) throws(BusError) -> One {
      guard let value = rest.popFirst(), let one = One(value) else { throw mistake }
      return one
    }
    return (repeat try next(each types))
  }
}

extension Value: BusValue {
  /// A value of any type travels in a variant.
  public static var busType: ValueType { .variant }

  /// The value in its variant.
  public var busValue: Value { .variant(self) }

  /// Takes a value out of its variant.
  public init?(_ value: Value) {
    guard case .variant(let inner) = value else { return nil }
    self = inner
  }
}

extension Array: BusValue where Element: BusValue {
  /// An array of what its elements travel as.
  public static var busType: ValueType { .array(Element.busType) }

  /// The array to send.
  public var busValue: Value { .array(map(\.busValue), of: Element.busType) }

  /// Reads an array whose elements are all of the type.
  public init?(_ value: Value) {
    guard case .array(let values, of: Element.busType) = value else { return nil }
    let elements = values.compactMap { Element($0) }
    guard elements.count == values.count else { return nil }
    self = elements
  }
}

extension Dictionary: BusValue where Key: BusValue, Value: BusValue {
  /// A dictionary of what its keys and values travel as.
  public static var busType: ValueType { .dictionary(Key.busType, Value.busType) }

  /// The dictionary to send.
  public var busValue: DBus.Value {
    var entries: [DBus.Value: DBus.Value] = [:]
    for (key, value) in self { entries[key.busValue] = value.busValue }
    return .dictionary(entries, key: Key.busType, value: Value.busType)
  }

  /// Reads a dictionary whose keys and values are all of the types.
  public init?(_ value: DBus.Value) {
    guard case .dictionary(let values, key: Key.busType, value: Value.busType) = value else { return nil }
    var entries: [Key: Value] = [:]
    for (key, value) in values {
      guard let key = Key(key), let value = Value(value) else { return nil }
      entries[key] = value
    }
    self = entries
  }
}
