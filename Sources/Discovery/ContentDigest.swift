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
