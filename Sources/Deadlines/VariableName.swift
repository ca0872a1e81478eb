extension UInt8 {
  /// Whether it is a digit, in ASCII.
  public var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether it may stand in the name of an environment variable: a letter, a digit or `_`.
  public var isOfVariableName: Bool {
    isDigit || self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension String {
  /// Whether it is a name of an environment variable that every shell takes: letters, digits and `_`, the first no digit.
  public var isVariableName: Bool {
    utf8.first.map { !$0.isDigit } ?? false && utf8.allSatisfy(\.isOfVariableName)
  }
}
