import Deadlines
import Yams

extension YAMLMapping {
  /// Text on one line, as for names.
  func line(_ key: String) throws(SettingsError) -> String? {
    let expected = "words on one line, 200 characters at most"
    guard let text = try words(key, expected) else { return nil }
    guard text.isLine else { throw bad(key, text, expected) }
    return text
  }

  func tags(_ key: String) throws(SettingsError) -> [String] {
    var tags: [String] = []
    for tag in try strings(key) ?? [] {
      guard !tag.isBlank, tag.isLine else { throw bad(key, tag, "words, each on one line") }
      if !tags.contains(tag) { tags.append(tag) }
      guard tags.count <= 64 else { throw bad(key, "that many", "64 tags at most") }
    }
    return tags
  }

  /// Minutes or durations, longest first.
  func warnings(_ key: String) throws(SettingsError) -> [Duration]? {
    guard let texts = try strings(key) else { return nil }
    var offsets: Set<Duration> = []
    for text in texts {
      let minutes = Int64(text).flatMap { (1...525_600).contains($0) ? $0 : nil }
      guard let offset = minutes.map(Duration.minutes) ?? (try? Duration(text: text)) else {
        throw bad(key, text, "minutes, or durations such as 30s or 2h")
      }
      offsets.insert(offset)
      guard offsets.count <= 64 else { throw bad(key, "that many", "64 warnings at most") }
    }
    return offsets.sorted(by: >)
  }

  /// A shell line; the lines of a list run one after the other, until one fails.
  func shellLine(_ key: String) throws(SettingsError) -> String? {
    let expected = "a command, or a list of them"
    guard case .sequence? = node(key) else { return try words(key, expected) }
    let lines = try strings(key) ?? []
    for line in lines where line.isBlank || line.utf8.contains(0) { throw bad(key, line, expected) }
    return lines.count > 1 ? "set -e\n" + lines.joined(separator: "\n") : lines.first
  }

  /// A directory at or below `root`, relative to it; nil for itself.
  func innerDirectory(_ key: String, of root: String) throws(SettingsError) -> String? {
    let expected = "a directory inside the project's"
    guard let place = try words(key, expected) else { return nil }
    guard let steps = root.steps(to: place), steps.first?.first != "~" else {
      throw bad(key, place, expected)
    }
    return steps.isEmpty ? nil : steps.joined(separator: "/")
  }
}

extension String {
  /// Whether it is short, and shows as what it is.
  fileprivate var isLine: Bool {
    unicodeScalars.count <= 200
      && unicodeScalars.allSatisfy { $0.isShown || $0 == "\u{200D}" || $0 == "\u{200C}" }
  }
}
