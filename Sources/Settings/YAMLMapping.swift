import Deadlines
import Yams

/// A mapping of a YAML document that knows where its keys stand, and insists on what it is asked for.
struct YAMLMapping {
  private let pairs: [(key: Node.Scalar, value: Node)]
  private let mark: Mark?
  private let file: String

  /// Parses `text`; nil if it holds no document.
  init?(text: String, file: String) throws(SettingsError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw SettingsError(error, file: file)
    } catch {
      throw SettingsError(.syntax("\(error)"), file: file)
    }
    guard let root else { return nil }
    if case .scalar(let scalar) = root, scalar.string.isEmpty { return nil }
    try self.init(root, file: file)
  }

  private init(_ node: Node, file: String) throws(SettingsError) {
    let place = node.mark
    guard case .mapping(let mapping) = node else {
      throw SettingsError(.notMapping, file: file, line: place?.line, column: place?.column)
    }
    var pairs: [(key: Node.Scalar, value: Node)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw SettingsError(.notMapping, file: file, line: key.mark?.line, column: key.mark?.column)
      }
      pairs.append((scalar, value))
    }
    self.pairs = pairs
    self.mark = place
    self.file = file
  }

  /// Refuses every key but these, naming the nearest.
  func allow(_ keys: [String]) throws(SettingsError) {
    for (key, _) in pairs where !keys.contains(key.string) {
      throw error(.unknownKey(key.string, nearest: nearest(to: key.string, among: keys)), at: key.mark)
    }
  }

  func requireVersion1() throws(SettingsError) {
    guard let value = scalar("version") else {
      if self["version"] != nil { throw bad("version", "a list or mapping", "1") }
      throw error(.version(nil))
    }
    guard value == "1" else { throw error(.version(value), at: self["version"]?.mark) }
  }

  func mapping(_ key: String) throws(SettingsError) -> YAMLMapping? {
    guard let node = self[key] else { return nil }
    if case .scalar(let scalar) = node, scalar.string.isEmpty || scalar.string == "null" { return nil }
    return try YAMLMapping(node, file: file)
  }

  func string(_ key: String) throws(SettingsError) -> String? {
    guard self[key] != nil else { return nil }
    guard let text = scalar(key) else { throw bad(key, "a list or mapping", "a text") }
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

  /// The keys, in their order.
  var keys: [String] { pairs.map(\.key.string) }

  /// The same for what is wrong with a key itself.
  func error(_ problem: SettingsError.Problem, atKey key: String) -> SettingsError {
    error(problem, at: pairs.first { $0.key.string == key }?.key.mark)
  }

  func bad(_ key: String, _ value: String, _ expected: String) -> SettingsError {
    error(.badValue(key: key, value: value, expected: expected), at: self[key]?.mark)
  }

  func error(_ problem: SettingsError.Problem, at place: Mark? = nil) -> SettingsError {
    SettingsError(problem, file: file, line: (place ?? mark)?.line, column: (place ?? mark)?.column)
  }

  private subscript(_ key: String) -> Node? {
    pairs.first { $0.key.string == key }?.value
  }

  private func scalar(_ key: String) -> String? {
    guard case .scalar(let scalar)? = self[key] else { return nil }
    return scalar.string
  }

  func strings(_ key: String) throws(SettingsError) -> [String]? {
    guard let node = self[key] else { return nil }
    guard case .sequence(let sequence) = node else { throw bad(key, scalar(key) ?? "a mapping", "a list") }
    var texts: [String] = []
    for element in sequence {
      guard case .scalar(let scalar) = element else { throw bad(key, "a list of lists", "a plain list") }
      texts.append(scalar.string)
    }
    return texts
  }

  private func number(_ text: String, _ key: String, _ range: ClosedRange<Int>) throws(SettingsError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw bad(key, text, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func duration(_ text: String, _ key: String) throws(SettingsError) -> Duration {
    guard let duration = try? Duration(text: text) else {
      throw bad(key, text, "a duration such as 30s, 15 min or 2 hours")
    }
    return duration
  }

  /// The known key with the fewest edits, if few enough to be a slip; else one of which it is a part.
  private func nearest(to key: String, among known: [String]) -> String? {
    let distances = known.map { ($0, key.editDistance(to: $0)) }
    let slip = distances.min { $0.1 < $1.1 }.flatMap { $0.1 <= max(2, key.count / 3) ? $0.0 : nil }
    return slip ?? (key.count > 3 ? known.first { $0.hasSuffix("_\(key)") } : nil)
  }
}

extension SettingsError {
  fileprivate init(_ error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(.syntax(problem), file: file, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        .duplicateKey(duplicates.first ?? ""), file: file, line: context.mark.line,
        column: context.mark.column)
    default:
      self.init(.syntax("\(error)".split(separator: "\n").first.map(String.init) ?? "unreadable"), file: file)
    }
  }
}
