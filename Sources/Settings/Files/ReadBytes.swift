import Glibc

/// Why bytes could not be read.
public struct ReadingError: Error, Hashable, Sendable {
  /// What the system says.
  public var text: String
}

/// Reads from a descriptor until its end, but no more than `limit` bytes.
///
/// - Throws: `ReadingError` where the system refuses.
public func readBytes(from descriptor: CInt, limit: Int) throws(ReadingError) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 16_384)
  while bytes.count < limit {
    let count = read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw ReadingError(text: String(cString: strerror(errno))) }
    if count == 0 { break }
    bytes += chunk.prefix(count)
  }
  return bytes
}
