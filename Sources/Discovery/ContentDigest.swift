import CChecksum

/// What stands for exactly these bytes at exactly this path: their SHA-256.
public struct ContentDigest: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public let text: String

  /// Digests the bytes of the file at the absolute path `path`.
  ///
  /// The path ends with a NUL, which no path holds, so that no part of one can pass for a part of the other.
  public init(path: String, bytes: [UInt8]) {
    // GLib is in the process anyway; a package of its own for one digest takes minutes to build.
    guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else {
      preconditionFailure("GLib knows no SHA-256, though every version since 2.16 does")
    }
    defer { g_checksum_free(checksum) }
    let name = Array(path.utf8) + [0]
    g_checksum_update(checksum, name, name.count)
    g_checksum_update(checksum, bytes, bytes.count)
    text = String(cString: g_checksum_get_string(checksum))
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
