/// What a check still found, one resource address a line.
public struct Leftovers: Hashable, Sendable {
  /// The first of them, at most ``shownCount``, each cut after ``longestName`` bytes.
  public var names: [String] = []
  /// How many there are in all.
  public var count: Int = 0

  /// How many names are kept.
  public static let shownCount = 20
  /// How many bytes of a name are kept.
  public static let longestName = 200

  /// Puts what was found together.
  public init(names: [String] = [], count: Int = 0) {
    self.names = names
    self.count = count
  }

  /// Counts a line of the check's output; blank ones and data sources are nothing that was left.
  public mutating func add(line: [UInt8]) {
    guard let name = Self.address(in: line[...]) else { return }
    count += 1
    if names.count < Self.shownCount {
      names.append(String(decoding: name.prefix(Self.longestName), as: UTF8.self))
    }
  }

  /// The address that a line of a listing names; nil for a blank line, and for a data source, which nobody made.
  public static func address(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let name = line.drop { isBlank($0) }.prefix { !isBlank($0) }
    return name.isEmpty || isDataSource(name) ? nil : name
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

/// Whether an address such as `module.net["a.b"].data.aws_ami.base` names something that is only read.
///
/// After any number of `module.NAME` comes either `data` or a resource type. What stands in brackets is a key, and a
/// module or a resource may itself be called `data`.
private func isDataSource(_ address: ArraySlice<UInt8>) -> Bool {
  var rest = address
  while rest.starts(with: "module.".utf8) {
    rest = rest.dropFirst("module.".utf8.count)
    var depth = 0
    guard
      let dot = rest.firstIndex(where: { byte in
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
        return byte == UInt8(ascii: ".") && depth == 0
      })
    else { return false }
    rest = rest[(dot + 1)...]
  }
  return rest.starts(with: "data.".utf8)
}
