/// One line of an ignore file.
struct IgnoreRule: Hashable, Sendable {
  /// Whether it takes back what earlier rules ignore.
  let isNegated: Bool
  /// Whether it is about directories alone.
  let isDirectoryOnly: Bool
  /// Whether it is about whole paths; otherwise about the last name of each.
  private let isAnchored: Bool
  private let pattern: Wildcard

  /// Nil for a comment.
  init?(line: ArraySlice<UInt8>) {
    guard line.first != UInt8(ascii: "#") else { return nil }
    var line = line
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    // Git's lines are strings of C, which a NUL ends.
    line = Self.withoutTrailingBlanks(line.prefix { $0 != 0 })
    isNegated = line.first == UInt8(ascii: "!")
    if isNegated { line.removeFirst() }
    isDirectoryOnly = line.last == slash
    if isDirectoryOnly { line.removeLast() }
    isAnchored = line.contains(slash)
    if isAnchored, line.first == slash { line.removeFirst() }
    pattern = isAnchored ? Wildcard(path: line) : Wildcard(name: line)
  }

  /// Whether the rule says something of a path, whose last part is `name`.
  func matches(
    _ path: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>, isDirectory: Bool
  ) -> Bool {
    if isDirectoryOnly, !isDirectory { return false }
    return pattern.matches(isAnchored ? path : name)
  }

  /// Blanks at the end do not count, unless a backslash makes them part of the name.
  private static func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      let isEscape = line[index] == UInt8(ascii: "\\")
      // A backslash that is the last byte keeps what stands before it, and itself.
      let next = min(index + (isEscape ? 2 : 1), line.endIndex)
      if isEscape || line[index] != UInt8(ascii: " ") { end = next }
      index = next
    }
    return line[..<end]
  }
}
