/// Why a settings file cannot be used, and where in it.
public struct SettingsError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The file cannot be read; the text is the system's.
    case unreadable(String)
    /// It is larger than any settings file would be; the limit is in bytes.
    case tooLarge(limit: Int)
    /// It is not YAML; the text is the parser's.
    case syntax(String)
    /// It is YAML of a kind that is not understood here, and what to do instead.
    case notUnderstood(String, instead: String)
    /// A mapping was expected here.
    case notMapping
    /// The key is unknown; the nearest known one, if any is near.
    case unknownKey(String, nearest: String?)
    /// The key stands twice.
    case duplicateKey(String)
    /// The value of the key is not what it must be.
    case badValue(key: String, value: String, expected: String)
    /// A required key is missing; the text says what it is for.
    case missing(key: String, expected: String)
    /// `version` is missing or not 1.
    case version(String?)
    /// Two values exclude each other.
    case contradiction(String)
  }

  /// What is wrong.
  public var problem: Problem
  /// The file.
  public var file: String
  /// Line, from 1; nil if no single line is at fault.
  public var line: Int?
  /// Column, from 1; nil with ``line``.
  public var column: Int?

  /// Makes an error.
  public init(_ problem: Problem, file: String, line: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SettingsError: CustomStringConvertible {
  /// The file, the place and the problem with a way out, on one line.
  public var description: String {
    let place = line.map { ":\($0):\(column ?? 1)" } ?? ""
    return "\(file.plain)\(place): \(problem.words)"
  }
}

extension SettingsError.Problem {
  fileprivate var words: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .tooLarge(let limit): "is larger than \(limit) bytes; no settings need that much"
    case .syntax(let text): "is no valid YAML: \(text.plain)"
    case .notUnderstood(let what, let instead): "\(what) are not understood; \(instead)"
    case .notMapping: "a mapping of keys to values is expected here"
    case .unknownKey(let key, let nearest):
      "unknown key “\(key.shown)”" + (nearest.map { "; did you mean “\($0)”?" } ?? "; remove it")
    case .duplicateKey(let key): "the key “\(key.shown)” stands twice; keep one"
    case .badValue(let key, let value, let expected):
      "“\(key.shown)” is “\(value.shown)”; expected \(expected)"
    case .missing(let key, let expected): "“\(key)” is missing; expected \(expected)"
    case .version(nil): "“version: 1” is missing; add it as the first line"
    case .version(let found?):
      "version \(found.shown) is not understood by this program; update it if the file is newer, or write “version: 1”"
    case .contradiction(let text): text.plain
    }
  }
}
