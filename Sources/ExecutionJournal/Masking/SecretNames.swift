/// Which variables are secret by their names.
public struct SecretNames: Sendable {
  private let patterns: [[UInt8]]

  /// Adds names to those that look secret; `*` stands for any text, case does not matter.
  public init(also patterns: [[UInt8]] = []) {
    self.patterns = patterns.map(uppercased)
  }

  /// Whether the value of a variable of this name is a secret.
  public func contains(_ name: [UInt8]) -> Bool {
    let name = uppercased(name)
    return looksSecret(name) || patterns.contains { fits(name[...], $0[...]) }
  }

  private func looksSecret(_ name: [UInt8]) -> Bool {
    let words = name.split(separator: UInt8(ascii: "_")).map { withoutNumber($0) }
    guard let last = words.last, !harmlessEndings.contains(last) else { return false }
    let text = String(decoding: name, as: UTF8.self)
    guard !harmlessNames.contains(text) else { return false }
    if words.contains(where: { word in
      secretWords.contains(word)
        || secretEndings.contains(where: word.hasSuffix) && !harmlessWords.contains(word)
    }) {
      return true
    }
    let telling = words.filter { !$0.hasPrefix("TOKENIZ") }.joined(separator: "_").utf8
    return secretPhrases.contains { fits(Array(telling)[...], Array("*\($0)*".utf8)[...]) }
  }

  /// A word of a name; several variables of one kind are numbered.
  private func withoutNumber(_ word: ArraySlice<UInt8>) -> String {
    let end = word.lastIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return String(decoding: end.map { word[...$0] } ?? word, as: UTF8.self)
  }
}

/// Too short to mean the same within another word.
private let secretWords: Set = [
  "KEY", "KEYS", "PASS", "PWD", "PW", "CREDS", "PRIVATE", "AUTH", "AUTHORIZATION", "PAT", "DSN", "COOKIE",
  "JWT",
  "SIGNATURE",
]
/// These as the end of a word, as in `DBPASS`.
private let secretEndings = ["KEY", "PASS"]
private let harmlessWords: Set = ["MONKEY", "TURKEY", "HOTKEY", "BYPASS", "COMPASS"]
/// Long enough to mean the same anywhere, as in `TF_VAR_dbpassword_main`.
private let secretPhrases = [
  "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIAL", "APIKEY", "API_KEY", "PRIVATE_KEY",
  "CONNECTION_STRING", "CONNECTIONSTRING", "CONN_STR",
]
/// What comes last says what a variable holds: the name of a key, or where one lies, is none.
private let harmlessEndings: Set = [
  "ID", "IDS", "FILE", "FILES", "PATH", "DIR", "SOCK", "SOCKET", "NAME", "URL", "URI", "ENDPOINT", "HOST",
  "PORT",
  "TYPE", "METHOD", "MODE", "TTL", "EXPIRATION", "EXPIRY", "REGION", "ENABLED", "DISABLED", "VERSION",
  "FORMAT",
  "LENGTH", "SIZE", "COUNT", "COMMAND", "PROVIDER", "FINGERPRINT", "PID", "USER", "USERNAME",
]
private let harmlessNames: Set = ["PWD", "OLDPWD", "GOOGLE_APPLICATION_CREDENTIALS"]

private func uppercased(_ bytes: [UInt8]) -> [UInt8] {
  bytes.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 }
}

/// Whether `name` is what `pattern` describes, in which `*` stands for any text.
private func fits(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
  let pieces = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
  guard let first = pieces.first, let last = pieces.last, name.starts(with: first) else { return false }
  guard pieces.count > 1 else { return name.count == first.count }
  var rest = name.dropFirst(first.count)
  // The first place of each piece leaves the most room for those after it.
  for piece in pieces.dropFirst().dropLast() {
    guard
      let place = rest.indices.first(where: { rest[$0...].starts(with: piece) })
        ?? (piece.isEmpty ? rest.startIndex : nil)
    else { return false }
    rest = rest[(place + piece.count)...]
  }
  return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
}
