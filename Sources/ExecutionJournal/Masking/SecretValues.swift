/// The values that must not be seen in an execution's output.
struct SecretValues {
  /// Each once.
  private(set) var values: Set<[UInt8]> = []

  /// Shorter ones would mask half of every text.
  static let shortest = 4
  /// In a document of many values shorter ones are rarely secret.
  static let shortestInJSON = 8

  /// Finds them among variables, as `NAME=value`.
  init(of entries: [[UInt8]], names: SecretNames) {
    for entry in entries {
      guard let separator = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = Array(entry[(separator + 1)...])
      if names.contains(Array(entry[..<separator])) { add(value) }
      for password in passwords(inURLsOf: value) { add(password) }
      for text in JSONStrings(in: value).named(by: names) where text.count >= Self.shortestInJSON {
        add(text)
      }
    }
  }

  private mutating func add(_ value: [UInt8]) {
    let trimmed = Array(trimmingBlanks(value[...]))
    guard trimmed.count >= Self.shortest, !isTrivial(trimmed) else { return }
    values.insert(trimmed)
  }
}

/// Without the white space around it: programs print a value without the newline it ends with.
func trimmingBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
  let front = bytes.drop(while: isBlank)
  guard let end = front.lastIndex(where: { !isBlank($0) }) else { return [] }
  return front[...end]
}

/// Words that say whether or how, which stand in any output.
private func isTrivial(_ value: [UInt8]) -> Bool {
  let words: Set = [
    "true", "false", "none", "null", "auto", "default", "enabled", "disabled", "basic", "bearer", "required",
    "optional", "always", "never", "undefined", "password", "secret", "token",
  ]
  return words.contains(String(decoding: value, as: UTF8.self).lowercased())
}

/// What stands between `://user:` and `@` in a value.
private func passwords(inURLsOf value: [UInt8]) -> [[UInt8]] {
  var found: [[UInt8]] = []
  var rest = value[...]
  let opening = Array("://".utf8)
  while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
    guard rest[colon...].starts(with: opening) else {
      rest = rest[(colon + 1)...]
      continue
    }
    rest = rest[(colon + opening.count)...]
    let authority = rest.prefix { !"/?# \t\n\"'".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
      let separator = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { continue }
    found.append(Array(authority[(separator + 1)..<at]))
  }
  return found
}
