import Settings

/// Which paths below a watched directory are left alone, with the semantics of gitignore(5).
///
/// The rules hold relative to the watched directory, as those of `core.excludesFile` do to a work tree: of all rules
/// that match a path the last one decides, and nothing below an ignored directory can be taken back. They work on bytes,
/// as paths do. Directories named `.git`, `.terraform` and `node_modules` are ignored whatever is said.
public struct IgnoreRules: Hashable, Sendable {
  private var rules: [IgnoreRule]

  /// Rules of one line each, as `ignore.patterns` lists them; none ignores only what is never entered.
  public init(patterns: [String] = []) {
    self.init(bytes: Array(patterns.joined(separator: "\n").utf8))
  }

  /// The rules in the text of an ignore file.
  public init(text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// The rules in the bytes of an ignore file, in whatever encoding.
  public init(bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    rules = text.split(separator: UInt8(ascii: "\n")).compactMap(IgnoreRule.init(line:))
  }

  private init(rules: [IgnoreRule]) {
    self.rules = rules
  }

  /// Rules of which those on the right have the last word.
  public static func + (earlier: IgnoreRules, later: IgnoreRules) -> IgnoreRules {
    IgnoreRules(rules: earlier.rules + later.rules)
  }

  /// Whether what lies at a path relative to the watched directory is left alone, by itself or by a directory above it.
  ///
  /// - Parameter path: names with single slashes between, none at either end; the empty path is never ignored.
  public func ignores(_ path: some StringProtocol, isDirectory: Bool) -> Bool {
    ignores(Array(path.utf8), isDirectory: isDirectory)
  }

  /// The same for the bytes of a path.
  public func ignores(_ path: [UInt8], isDirectory: Bool) -> Bool {
    path.withUnsafeBufferPointer { path in
      for (index, byte) in path.enumerated() where byte == slash {
        if ignoresItself(UnsafeBufferPointer(rebasing: path[..<index]), isDirectory: true) { return true }
      }
      return ignoresItself(path, isDirectory: isDirectory)
    }
  }

  /// Whether a path is ignored that lies in no ignored directory.
  func ignoresItself(_ path: UnsafeBufferPointer<UInt8>, isDirectory: Bool) -> Bool {
    let nameStart = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
    let name = UnsafeBufferPointer(rebasing: path[nameStart...])
    if isDirectory, isNeverEntered(name) { return true }
    for rule in rules.reversed() where rule.matches(path, name: name, isDirectory: isDirectory) {
      return !rule.isNegated
    }
    return false
  }

  /// Whether the project file is ignored in a directory that is not.
  func ignoresFile(in directory: [UInt8]) -> Bool {
    guard !rules.isEmpty else { return false }
    let path = directory + (directory.isEmpty ? [] : [slash]) + Array(ProjectFile.name.utf8)
    return path.withUnsafeBufferPointer { ignoresItself($0, isDirectory: false) }
  }

  /// The path by which the rules know a directory behind a link: its own where it lies below `root`, else the link's;
  /// nil if it is ignored.
  func relativePath(of real: String, behindLinkAt link: [UInt8], below root: String) -> [UInt8]? {
    let start = root == "/" ? "/" : root + "/"
    if real.hasPrefix(start) {
      let path = Array(real.utf8.dropFirst(start.utf8.count))
      return ignores(path, isDirectory: true) ? nil : path
    }
    let isNever = real.utf8.split(separator: slash).contains { name in
      Array(name).withUnsafeBufferPointer(isNeverEntered)
    }
    return isNever ? nil : link
  }
}

let slash = UInt8(ascii: "/")

/// Whether a directory of this name belongs to a tool that fills it by itself.
func isNeverEntered(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
  switch name.count {
  case 4: name.elementsEqual(".git".utf8)
  case 10: name.elementsEqual(".terraform".utf8)
  case 12: name.elementsEqual("node_modules".utf8)
  default: false
  }
}
