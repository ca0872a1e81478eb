import Deadlines
import Foundation

/// What in a project's config makes no sense, as `execution.timeout is soon, no duration such as 15 min`.
struct ConfigFlaw: Error, Hashable {
  var words: String
}

/// An object in a project's config that insists on what it is asked for; keys that nobody asks for mean nothing.
struct ConfigSection {
  private let values: [String: ConfigValue]
  /// The keys above it, each followed by a dot.
  private let place: String

  /// Reads JSON, in which no key may stand twice.
  init(json: String) throws(ConfigFlaw) {
    // With a NUL in it, it would be taken for UTF-16.
    guard !json.utf8.contains(0),
      let value = try? JSONDecoder().decode(ConfigValue.self, from: Data(json.utf8)),
      case .object(let values) = value
    else { throw ConfigFlaw(words: "it is no JSON object") }
    if let key = RepeatedKey(in: json) {
      throw ConfigFlaw(words: "\(key.place.prefix(80)) stands there twice")
    }
    self.init(values, "")
  }

  private init(_ values: [String: ConfigValue], _ place: String) {
    self.values = values
    self.place = place
  }

  /// Refuses a key that is one of these misspelt; what others mean by other keys is their business, and so is the original's
  /// way of writing these, as `beforeDestroy`.
  func refuseMisspelt(_ keys: [String]) throws(ConfigFlaw) {
    for key in values.keys.sorted() where !keys.contains(key) && key.utf8.count < 40 {
      guard let meant = keys.first(where: { isMisspelt(key, for: $0) }) else { continue }
      throw ConfigFlaw(words: "\(place)\(key) is no key that is known; did you mean \(meant)?")
    }
  }

  /// The object under this key; nil if there is none.
  func section(_ key: String) throws(ConfigFlaw) -> ConfigSection? {
    guard let value = value(key) else { return nil }
    guard case .object(let values) = value else { throw flaw(key, "no object") }
    return ConfigSection(values, "\(place)\(key).")
  }

  /// The text under this key; nil if there is none or it is blank.
  func text(_ key: String) throws(ConfigFlaw) -> String? {
    guard let value = value(key) else { return nil }
    guard case .text(let text) = value, !text.utf8.contains(0) else {
      throw flaw(key, "no text that can be used")
    }
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }

  func boolean(_ key: String) throws(ConfigFlaw) -> Bool? {
    guard let value = value(key) else { return nil }
    guard case .boolean(let boolean) = value else { throw flaw(key, "neither true nor false") }
    return boolean
  }

  func duration(_ key: String) throws(ConfigFlaw) -> Duration? {
    guard let value = value(key) else { return nil }
    guard case .text(let text) = value, let duration = try? Duration(text: text) else {
      throw flaw(key, "no duration such as 30s, 15 min or 2 hours")
    }
    return duration
  }

  func integer(_ key: String, in range: ClosedRange<Int64>) throws(ConfigFlaw) -> Int64? {
    guard let value = value(key) else { return nil }
    guard case .integer(let number) = value, range.contains(number) else {
      throw flaw(key, "no number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The list under this key, each of its values by `element`, which gives nil for one that makes no sense.
  func list<Element>(
    _ key: String, of expected: String, _ element: (ConfigValue) -> Element?
  ) throws(ConfigFlaw) -> [Element]? {
    guard let value = value(key) else { return nil }
    guard case .list(let values) = value else { throw flaw(key, "no list of \(expected)") }
    var elements: [Element] = []
    for value in values {
      guard let element = element(value) else {
        throw ConfigFlaw(words: "\(place)\(key) holds \(value.display), none of the \(expected)")
      }
      elements.append(element)
    }
    return elements
  }

  /// All of it as variables and their values, which no error ever names.
  func variables() throws(ConfigFlaw) -> [String: String] {
    var variables: [String: String] = [:]
    for (name, value) in values {
      guard name.isVariableName else {
        throw ConfigFlaw(
          words: "\(place)\(name.prefix(40)) is no name of letters, digits and _, the first no digit")
      }
      switch value {
      case .text(let text) where !text.utf8.contains(0): variables[name] = text
      case .boolean, .integer, .real: variables[name] = value.display
      default: throw ConfigFlaw(words: "\(place)\(name) is no text that a variable can hold")
      }
    }
    return variables
  }

  /// What is wrong with the value under `key`.
  func flaw(_ key: String, _ expected: String) -> ConfigFlaw {
    ConfigFlaw(words: "\(place)\(key) is \(values[key]?.display ?? "missing"), \(expected)")
  }

  private func value(_ key: String) -> ConfigValue? {
    values[key].flatMap { $0 == .null ? nil : $0 }
  }
}

/// Whether two letters at most keep it from being the other, and not only capitals and lines between words.
private func isMisspelt(_ key: String, for other: String) -> Bool {
  let plain = { (text: String) in text.lowercased().filter { $0 != "_" && $0 != "-" } }
  return plain(key) != plain(other) && key.lowercased().editDistance(to: other) <= 2
}
