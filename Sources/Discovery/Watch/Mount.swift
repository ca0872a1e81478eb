/// A file system in the tree of this process: a line of `/proc/self/mountinfo` (proc(5)).
public struct Mount: Hashable, Sendable {
  /// The directory in which it lies.
  public let place: String
  /// What it is, such as `ext4`; nil in a line that does not tell.
  public let kind: String?
  /// What tells it from another one in the same place.
  let identity: String

  /// Reads a line; nil if it makes no sense.
  public init?(_ line: some StringProtocol) {
    let fields = line.split(separator: " ")
    guard fields.count > 4 else { return nil }
    place = Self.unescaped(fields[4])
    kind = fields.firstIndex(of: "-").flatMap { $0 + 1 < fields.count ? String(fields[$0 + 1]) : nil }
    identity = "\(fields[0]) \(fields[2]) \(fields[3])"
  }

  /// Blanks and backslashes are written as three octal digits.
  private static func unescaped(_ field: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.count >= 3,
        let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
