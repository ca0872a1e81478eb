/// A sequence of complete types, such as `a{sv}s`; see the D-Bus specification, "Type System".
public struct Signature: BusText {
  /// The types, in order.
  public let types: [ValueType]
  /// The text as it travels over the bus.
  public let text: String

  /// The most arrays, and the most structures, that may be nested in one signature.
  static let deepest = 32

  /// Reads a signature of at most 255 bytes.
  ///
  /// - Throws: `BusError.malformed` with the text if it breaks the rules.
  public init(_ text: String) throws(BusError) {
    var parser = Parser(rest: Array(text.utf8.reversed()))
    guard text.utf8.count <= longestName, let types = parser.parseAll() else {
      throw .malformed(.signature, text)
    }
    self.types = types
    self.text = text
  }

  /// Makes a signature from its types.
  ///
  /// - Throws: `BusError.malformed` with the text if the types break the rules: an empty structure, a container
  ///   as key, too deep, too long.
  public init(_ types: [ValueType]) throws(BusError) {
    try self.init(types.map(\.description).joined())
  }
}

private struct Parser {
  /// The bytes not yet read, last first.
  var rest: [UInt8]
  var arrays = 0
  var structures = 0

  mutating func parseAll() -> [ValueType]? {
    var types: [ValueType] = []
    while !rest.isEmpty {
      guard let type = parseOne() else { return nil }
      types.append(type)
    }
    return types
  }

  private mutating func parseOne() -> ValueType? {
    guard let letter = rest.popLast() else { return nil }
    return switch letter {
    case UInt8(ascii: "a"): parseArray()
    case UInt8(ascii: "("): parseStructure()
    default: simpleTypes[letter]
    }
  }

  private mutating func parseArray() -> ValueType? {
    arrays += 1
    defer { arrays -= 1 }
    guard arrays <= Signature.deepest else { return nil }
    guard rest.last == UInt8(ascii: "{") else { return parseOne().map { .array($0) } }
    rest.removeLast()
    structures += 1
    defer { structures -= 1 }
    guard structures <= Signature.deepest, let key = parseOne(), key.isBasic, let value = parseOne(),
      rest.popLast() == UInt8(ascii: "}")
    else { return nil }
    return .dictionary(key, value)
  }

  private mutating func parseStructure() -> ValueType? {
    structures += 1
    defer { structures -= 1 }
    guard structures <= Signature.deepest else { return nil }
    var fields: [ValueType] = []
    while let next = rest.last, next != UInt8(ascii: ")") {
      guard let field = parseOne() else { return nil }
      fields.append(field)
    }
    guard rest.popLast() != nil, !fields.isEmpty else { return nil }
    return .structure(fields)
  }
}

private let simpleTypes: [UInt8: ValueType] = {
  let all: [ValueType] = [
    .byte, .bool, .int16, .uint16, .int32, .uint32, .int64, .uint64, .double, .string, .objectPath,
    .signature,
    .descriptor, .variant,
  ]
  return Dictionary(uniqueKeysWithValues: all.map { (UInt8(truncatingIfNeeded: $0.code), $0) })
}()
