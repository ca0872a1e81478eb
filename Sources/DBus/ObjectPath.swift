/// Where an object lies within its connection, such as `/org/example/Door`.
public struct ObjectPath: BusText {
  /// The text as it travels over the bus.
  public let text: String

  /// Makes a path of slash-separated elements of `[A-Za-z0-9_]`.
  ///
  /// - Throws: `BusError.malformed` with the text if it breaks the rules.
  public init(_ text: String) throws(BusError) {
    guard text.hasPrefix("/") else { throw .malformed(.objectPath, text) }
    let elements = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard text == "/" || elements.allSatisfy({ $0.isNameElement(digitsFirst: true, dashes: false) }) else {
      throw .malformed(.objectPath, text)
    }
    self.text = text
  }

  /// The path `/`.
  public static let root: ObjectPath = "/"

  /// The path one `element` further down.
  ///
  /// - Throws: `BusError.malformed` with the whole path if `element` is empty or holds anything but
  ///   `[A-Za-z0-9_]`.
  public func appending(_ element: String) throws(BusError) -> ObjectPath {
    let whole = (text == "/" ? "" : text) + "/" + element
    guard element.isNameElement(digitsFirst: true, dashes: false) else {
      throw .malformed(.objectPath, whole)
    }
    return try ObjectPath(whole)
  }

  /// Whether this path is `ancestor` or lies below it.
  public func isWithin(_ ancestor: ObjectPath) -> Bool {
    ancestor == .root || text == ancestor.text || text.hasPrefix(ancestor.text + "/")
  }

  /// The elements between the slashes, none for `/`.
  var elements: [Substring] { text.split(separator: "/") }
}
