import RealParts

extension SeededRandom {
  /// A file of one to four rules, of pieces that mean something to gitignore(5) and to each other.
  mutating func ignoreFile() -> [UInt8] {
    let lines = (0..<Int.random(in: 1...4, using: &self)).map { _ in ignoreRule() }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")])) + (once(in: 4) ? [] : [UInt8(ascii: "\n")])
  }

  /// Paths of one to four names, of which those that others lie in are directories.
  mutating func paths(_ count: Int) -> [GitOracle.Path] {
    var paths: Set<GitOracle.Path> = []
    for _ in 0..<count {
      let names = (0..<Int.random(in: 1...4, using: &self)).map { _ in name() }
      paths.insert(.init(names: names, isDirectory: once(in: 2)))
    }
    return paths.map { path in
      let isAbove = paths.contains { $0.names.count > path.names.count && $0.names.starts(with: path.names) }
      let isDirectory =
        isAbove || path.isDirectory || paths.contains(.init(names: path.names, isDirectory: true))
      return .init(names: path.names, isDirectory: isDirectory)
    }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  private mutating func ignoreRule() -> [UInt8] {
    var rule: [UInt8] = once(in: 5) ? Array("!".utf8) : []
    if once(in: 4) { rule += Array("/".utf8) }
    for _ in 0..<Int.random(in: 1...5, using: &self) {
      rule += once(in: 3) ? name() : Array(one(of: Self.pieces).utf8)
    }
    rule += Array(one(of: Self.endings).utf8)
    return rule
  }

  private mutating func name() -> [UInt8] {
    once(in: 12) ? one(of: Self.rareNames) : Array(one(of: Self.names).utf8)
  }

  private static let names = ["a", "b", "c", "ab", "abc", "aa", "aab", "ba", "foo", "bar", "a.b", "A", "1"]

  private static let rareNames: [[UInt8]] =
    [
      "a b", "a ", " ", "#a", "!a", "[a]", "a*", "a\\b", "\\", "?", "-", "]", "a-c", "é", "\t", "^", ":",
      "a:",
    ]
    .map { Array($0.utf8) } + [[0xFF], [0xC3], [0x61, 0x0B], [0x7F], [0x0C], [0x0D]]

  private static let pieces = [
    "*", "*", "*", "**", "**", "***", "/", "/", "/", "/**/", "**/", "/**", "/*", "*/", "?", "?", "[a-c]",
    "[!a]", "[^ab]",
    "[]a]", "[!]]", "[a", "[", "]", "[a-]", "[-a]", "[c-a]", "[\\]a]", "[a\\-c]", "[a-\\c]", "[\\a-c]",
    "[[:alpha:]]",
    "[[:digit:]a]", "[![:upper:]]", "[[:space:]]", "[[:punct:]]", "[[:cntrl:]]", "[[:print:]]", "[[:graph:]]",
    "[[:xdigit:]]", "[[:blank:]]", "[[:alnum:]]", "[[:lower:]]", "[[:word:]]", "[[:alpha:]-c]", "[[:]",
    "[[:a]", "[[::]]",
    "[[a]", "[a-c-e]", "[/]", "[!/]", "[a/b]", "[]-a]", "[--a]", "\\", "\\*", "\\?", "\\[", "\\\\", "\\a",
    "\\/", "#", "!", " ",
  ]

  private static let endings = [
    "", "", "", "", "", "/", "/", " ", "  ", "\\ ", "\\  ", "\r", " \r", "/ ", "//", "\\", "\t", "\0x",
  ]
}
