public import Deadlines

/// What a `.killall.yaml` says.
public struct ProjectFile: Hashable, Sendable {
  /// How long the project lives, as its user wrote it.
  public var timeout: String
  /// The same as a duration.
  public var lifetime: Duration
  /// What to call the project; nil for the name of its directory.
  public var name: String?
  /// What tears it down; nil for what its directory suggests.
  public var command: String?
  /// Words to find it by, each once.
  public var tags: [String] = []
  /// Whether no deadline destroys it.
  public var isProtected = false
  /// How long before the deadline its user is warned, longest first; nil for the settings' choice.
  public var warningOffsets: [Duration]?
  /// How it is torn down.
  public var wishes = ExecutionWishes()
  /// JSON for the column `config`: what of it the store understands; nil where the file says nothing of that.
  public private(set) var config: String?
  /// The bytes with a NUL in place of the timeout's value; nil where that place is not certain.
  ///
  /// Two files for which this is equal differ in nothing but the timeout.
  public private(set) var textWithoutTimeout: [UInt8]?

  /// What the file is called in every project.
  public static let name = ".killall.yaml"
  /// The most it may hold, in bytes.
  public static let sizeLimit = 64 * 1_024

  /// Reads the bytes of the file at the absolute path `path`, whose directory is the project's.
  ///
  /// It may be anybody's, so it takes little stack and time whatever it holds, and no error names the value of a variable.
  ///
  /// - Throws: `SettingsError` with line and column for anything that is not understood.
  public init(bytes: [UInt8], at path: String) throws(SettingsError) {
    guard bytes.count <= Self.sizeLimit else {
      throw SettingsError(.tooLarge(limit: Self.sizeLimit), file: path)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsError(.syntax("it is not UTF-8 text"), file: path)
    }
    let source = try YAMLText(text, file: path)
    guard let all = try YAMLMapping(source) else { throw SettingsError(.version(nil), file: path) }
    let root = try all.allowing(
      ["version", "timeout", "name", "command", "tags", "protected", "warnings", "execution", "hooks"],
      spellings: [:],
      elsewhere: [
        "execution.environment", "execution.working_directory", "execution.retries", "execution.kill_after",
        "hooks.before_destroy", "hooks.after_destroy", "hooks.on_failure",
      ])
    try root.requireVersion1()
    guard let timeout = try root.string("timeout") else {
      throw root.error(
        .missing(key: "timeout", expected: "a duration such as 2h, after which all is destroyed"))
    }
    self.timeout = timeout
    lifetime = try root.duration(timeout, "timeout")
    name = try root.line("name")
    command = try root.words("command", "a command; leave the key out for the usual one")
    tags = try root.tags("tags")
    isProtected = try root.boolean("protected") ?? false
    warningOffsets = try root.warnings("warnings")
    let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    wishes = try ExecutionWishes(root, in: directory.isEmpty ? "/" : directory)
    config = try ProjectFileConfig(self).json(for: path)
    textWithoutTimeout = source.bytes(without: timeout, of: root)
  }
}
