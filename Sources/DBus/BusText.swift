/// A text with rules of its own, checked once when it is made, so that the bus never sees a bad one.
///
/// Literals in source are checked too: a bad one is a mistake of the programmer and stops the program at its
/// first use. Text from outside goes through ``init(_:)``.
public protocol BusText: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral
where StringLiteralType == StaticString {
  /// The text as it travels over the bus.
  var text: String { get }

  /// Makes a value from text of any origin.
  ///
  /// - Throws: `BusError.malformed` with the text if it breaks the rules.
  init(_ text: String) throws(BusError)
}

extension BusText {
  /// Makes a value from a literal in the source.
  public init(stringLiteral literal: StaticString) {
    do {
      try self.init(literal.description)
    } catch {
      preconditionFailure("\(literal) is no \(Self.self)")
    }
  }

  /// The text as it travels over the bus.
  public var description: String { text }
}

/// The most bytes an interface, member, error or bus name may have.
let longestName = 255

extension UInt8 {
  /// Whether this is one of `[A-Za-z_]`.
  var isNameStart: Bool {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Whether this is one of `[A-Za-z0-9_]`.
  var isNamePart: Bool {
    isNameStart || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}

extension StringProtocol {
  /// Whether this is one element of a dotted name.
  func isNameElement(digitsFirst: Bool, dashes: Bool) -> Bool {
    guard let first = utf8.first else { return false }
    guard digitsFirst || first.isNameStart || (dashes && first == UInt8(ascii: "-")) else { return false }
    return utf8.allSatisfy { $0.isNamePart || (dashes && $0 == UInt8(ascii: "-")) }
  }

  /// Whether this is two or more elements joined by dots, within the length names may have.
  func isDottedName(digitsFirst: Bool = false, dashes: Bool = false) -> Bool {
    guard utf8.count <= longestName else { return false }
    let elements = split(separator: ".", omittingEmptySubsequences: false)
    return elements.count >= 2
      && elements.allSatisfy { $0.isNameElement(digitsFirst: digitsFirst, dashes: dashes) }
  }
}
