// Paths by their words alone, byte by byte: a name may begin with a mark that would join the slash before it, and two
// spellings of one letter are two names.

extension String {
  /// Whether it is the absolute path `root`, or one below it.
  public func lies(in root: String) -> Bool {
    utf8.elementsEqual(root.utf8) || utf8.starts(with: root.asFolder.utf8)
  }

  /// The way from the directory at this path to `place`; nil if it leads out of it.
  ///
  /// An absolute path inside it, as the original allows, is as good as a relative one.
  public func steps(to place: String) -> [Substring]? {
    var bytes = place.utf8[...]
    if bytes.first == UInt8(ascii: "/") {
      guard place.asFolder.utf8.starts(with: asFolder.utf8) else { return nil }
      bytes = bytes.dropFirst(asFolder.utf8.count)
    }
    let steps = Substring(bytes).split(separator: "/").filter { $0 != "." }
    return steps.contains("..") ? nil : steps
  }

  /// With a slash at its end.
  private var asFolder: String { utf8.last == UInt8(ascii: "/") ? self : self + "/" }
}
