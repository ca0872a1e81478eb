import Deadlines
import Yams

/// A mapping of a YAML document that knows where its keys stand, and insists on what it is asked for.
struct YAMLMapping {
  /// A key, the name it is known by, and its value.
  private struct Pair {
    var key: Node.Scalar
    var name: String
    var value: Node
  }

  private var pairs: [Pair]
  private let mark: Mark?
  private let file: String

  /// Parses `text`; nil if it holds no document.
  init?(text: String, file: String) throws(SettingsError) {
    try self.init(YAMLText(text, file: file))
  }

  /// Parses `text`; nil if it holds no document.
  init?(_ text: YAMLText) throws(SettingsError) {
    guard let root = try text.root() else { return nil }
    try self.init(root, file: text.file)
  }

  private init(_ node: Node, file: String) throws(SettingsError) {
    let place = node.mark
    guard case .mapping(let mapping) = node else {
      throw SettingsError(.notMapping, file: file, line: place?.line, column: place?.column)
    }
    self.pairs = []
    self.mark = place
    self.file = file
    var names: Set<String> = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw SettingsError(.notMapping, file: file, line: key.mark?.line, column: key.mark?.column)
      }
      // To the parser `1` and `"1"` are two keys.
      guard names.insert(scalar.string).inserted else {
        throw error(.duplicateKey(scalar.string), at: scalar.mark)
      }
      pairs.append(Pair(key: scalar, name: scalar.string, value: value))
    }
  }

  /// Refuses every key but these, naming the nearest.
  func allow(_ keys: [String]) throws(SettingsError) {
    _ = try allowing(keys, spellings: [:], camelCase: false)
  }

  /// The same mapping by these keys alone: what is spelt otherwise counts as the key that is meant, and also `camelCase`.
  ///
  /// - Parameter elsewhere: keys that belong into a mapping within this one, which whoever writes them here is told.
  /// - Throws: `SettingsError` for any other key, naming the nearest, and for two spellings of one.
  func allowing(
    _ keys: [String], spellings: [String: String], camelCase: Bool = true, elsewhere: [String] = []
  ) throws(SettingsError) -> YAMLMapping {
    var result = self
    var written: [String: String] = [:]
    for (index, pair) in pairs.enumerated() {
      let key = pair.key.string
      let plain = camelCase && key.utf8.count < 40 ? key.snakeCase : key
      let name = spellings[plain] ?? plain
      guard keys.contains(name) else {
        let nearest =
          elsewhere.first { $0.hasSuffix("." + name) } ?? nearest(
            to: key, among: keys + spellings.keys.sorted())
          ?? keys.first { name.hasSuffix("_" + $0) }
        throw error(.unknownKey(key, nearest: nearest), at: pair.key.mark)
      }
      if let other = written.updateValue(key, forKey: name) {
        throw error(
          .contradiction("“\(other)” and “\(key)” are one key in two spellings; keep one"), at: pair.key.mark)
      }
      result.pairs[index].name = name
    }
    return result
  }

  func requireVersion1() throws(SettingsError) {
    guard let value = scalar("version")?.string else {
      if node("version") != nil { throw bad("version", "a list or mapping", "1") }
      throw error(.version(nil))
    }
    guard value == "1" else { throw error(.version(value), at: mark(of: "version")) }
  }

  func mapping(_ key: String) throws(SettingsError) -> YAMLMapping? {
    guard let node = node(key), !isNull(key) else { return nil }
    return try YAMLMapping(node, file: file)
  }

  /// The keys, in their order.
  var keys: [String] { pairs.map(\.name) }

  /// The keys with their values, in their order.
  var entries: [(name: String, value: Node)] { pairs.map { ($0.name, $0.value) } }

  /// The same for what is wrong with a key itself.
  func error(_ problem: SettingsError.Problem, atKey key: String) -> SettingsError {
    error(problem, at: pairs.first { $0.name == key }?.key.mark)
  }

  func bad(_ key: String, _ value: String, _ expected: String) -> SettingsError {
    error(.badValue(key: key, value: value, expected: expected), at: mark(of: key))
  }

  func error(_ problem: SettingsError.Problem, at place: Mark? = nil) -> SettingsError {
    SettingsError(problem, file: file, line: (place ?? mark)?.line, column: (place ?? mark)?.column)
  }

  func node(_ key: String) -> Node? {
    pairs.first { $0.name == key }?.value
  }

  func scalar(_ key: String) -> Node.Scalar? {
    guard case .scalar(let scalar)? = node(key) else { return nil }
    return scalar
  }

  /// Where the value of the key begins.
  func mark(of key: String) -> Mark? { node(key)?.mark }

  /// The known key with the fewest edits, if few enough to be a slip; else one of which it is a part.
  private func nearest(to key: String, among known: [String]) -> String? {
    guard key.utf8.count < 80 else { return nil }
    let distances = known.map { ($0, key.editDistance(to: $0)) }
    let slip = distances.min { $0.1 < $1.1 }.flatMap { $0.1 <= max(2, key.count / 3) ? $0.0 : nil }
    return slip ?? (key.count > 3 ? known.first { $0.hasSuffix("_\(key)") } : nil)
  }
}

extension String {
  /// `beforeDestroy` as `before_destroy`.
  fileprivate var snakeCase: String {
    var text = ""
    for character in self {
      if character.isUppercase, !text.isEmpty { text.append("_") }
      text += text.isEmpty ? String(character) : character.lowercased()
    }
    return text
  }
}
