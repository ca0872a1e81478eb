import Deadlines
import Yams

extension YAMLMapping {
  func string(_ key: String) throws(SettingsError) -> String? {
    guard node(key) != nil else { return nil }
    guard let text = scalar(key)?.string else { throw bad(key, "a list or mapping", "a text") }
    return text
  }

  /// The same, where white space alone is no text, and nothing can hold a NUL.
  func words(_ key: String, _ expected: String) throws(SettingsError) -> String? {
    guard let text = try string(key) else { return nil }
    guard !text.isBlank, !isNull(key), !text.utf8.contains(0) else { throw bad(key, text, expected) }
    return text
  }

  func boolean(_ key: String) throws(SettingsError) -> Bool? {
    guard let text = try string(key) else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw bad(key, text, "true or false")
    }
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
    guard let text = try string(key) else { return nil }
    return try number(text, key, range)
  }

  func integers(_ key: String, in range: ClosedRange<Int>) throws(SettingsError) -> [Int]? {
    var numbers: [Int] = []
    guard let texts = try strings(key) else { return nil }
    for text in texts { numbers.append(try number(text, key, range)) }
    return numbers
  }

  func duration(_ key: String) throws(SettingsError) -> Duration? {
    guard let text = try string(key) else { return nil }
    return try duration(text, key)
  }

  func durations(_ key: String, count: ClosedRange<Int>) throws(SettingsError) -> [Duration]? {
    guard let texts = try strings(key) else { return nil }
    guard count.contains(texts.count) else {
      throw bad(key, "\(texts.count) entries", "\(count.lowerBound) to \(count.upperBound) durations")
    }
    var durations: [Duration] = []
    for text in texts { durations.append(try duration(text, key)) }
    return durations
  }

  func strings(_ key: String) throws(SettingsError) -> [String]? {
    guard let node = node(key) else { return nil }
    guard case .sequence(let sequence) = node else {
      throw bad(key, scalar(key)?.string ?? "a mapping", "a list")
    }
    var texts: [String] = []
    for element in sequence {
      guard case .scalar(let scalar) = element else { throw bad(key, "a list of lists", "a plain list") }
      texts.append(scalar.string)
    }
    return texts
  }

  /// All of it as variables and their values, which may be secrets: no error ever names one.
  func variables() throws(SettingsError) -> [String: String] {
    var variables: [String: String] = [:]
    for (name, node) in entries {
      guard name.isVariableName else {
        // `A=secret` may stand where a name belongs.
        let shown = name.prefix { $0 != "=" }
        let value = shown.count < name.count ? "\(shown)=…" : name
        throw error(.badValue(key: "environment", value: value, expected: variableNames), atKey: name)
      }
      guard case .scalar(let scalar) = node else { throw bad(name, "a list or mapping", "a text") }
      guard !scalar.string.utf8.contains(0) else { throw bad(name, "…", "text without NUL") }
      variables[name] = scalar.string
    }
    return variables
  }

  /// Whether nothing stands there, or one of the ways to say so.
  func isNull(_ key: String) -> Bool {
    guard let scalar = scalar(key), scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  func duration(_ text: String, _ key: String) throws(SettingsError) -> Duration {
    guard let duration = try? Duration(text: text) else {
      throw bad(key, text, "a duration such as 30s, 15 min or 2 hours")
    }
    return duration
  }

  private func number(_ text: String, _ key: String, _ range: ClosedRange<Int>) throws(SettingsError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw bad(key, text, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

private let variableNames = "names of letters, digits and _, the first no digit"

extension String {
  /// Whether it holds nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
