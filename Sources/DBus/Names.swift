/// The name of an interface, such as `org.freedesktop.DBus.Properties`.
public struct InterfaceName: BusText {
  /// The text as it travels over the bus.
  public let text: String

  /// Makes a name of two or more elements, at most 255 bytes.
  ///
  /// - Throws: `BusError.malformed` with the text if it breaks the rules.
  public init(_ text: String) throws(BusError) {
    guard text.isDottedName() else { throw .malformed(.interfaceName, text) }
    self.text = text
  }
}

/// The name of an error; the rules are those of interface names.
public typealias ErrorName = InterfaceName

/// The name of a method, signal or property, such as `GetAll`.
public struct MemberName: BusText {
  /// The text as it travels over the bus.
  public let text: String

  /// Makes a name of one element, at most 255 bytes.
  ///
  /// - Throws: `BusError.malformed` with the text if it breaks the rules.
  public init(_ text: String) throws(BusError) {
    guard text.utf8.count <= longestName, text.isNameElement(digitsFirst: false, dashes: false) else {
      throw .malformed(.memberName, text)
    }
    self.text = text
  }
}

/// The name of a connection: unique (`:1.42`) or well known (`org.example.House`).
public struct BusName: BusText {
  /// The text as it travels over the bus.
  public let text: String

  /// Makes a name of two or more elements, at most 255 bytes.
  ///
  /// - Throws: `BusError.malformed` with the text if it breaks the rules.
  public init(_ text: String) throws(BusError) {
    let isUnique = text.hasPrefix(":")
    guard text.utf8.count <= longestName,
      text.dropFirst(isUnique ? 1 : 0).isDottedName(digitsFirst: isUnique, dashes: true)
    else { throw .malformed(.busName, text) }
    self.text = text
  }

  /// Whether the bus gave this name to one connection, never to be given again.
  public var isUnique: Bool { text.hasPrefix(":") }

  /// The name of the bus itself.
  public static let bus: BusName = "org.freedesktop.DBus"
}
