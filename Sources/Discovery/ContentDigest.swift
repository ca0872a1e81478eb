import Crypto

/// What stands for exactly these bytes at exactly this path: their SHA-256.
public struct ContentDigest: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public let text: String

  /// Digests the bytes of the file at the absolute path `path`.
  ///
  /// The path ends with a NUL, which no path holds, so that no part of one can pass for a part of the other.
  public init(path: String, bytes: [UInt8]) {
    var hash = SHA256()
    hash.update(data: Array(path.utf8) + [0])
    hash.update(data: bytes)
    text = hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}

extension ContentDigest {
  /// Takes a digest from its 64 hexadecimal digits; nil if they are none.
  public init?(text: String) {
    let digits = Array("0123456789abcdef".utf8)
    guard text.utf8.count == 64, text.utf8.allSatisfy(digits.contains) else { return nil }
    self.text = text
  }
}
