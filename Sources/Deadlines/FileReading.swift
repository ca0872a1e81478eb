/// What a project file that makes sense says, as the row of its project has it.
public struct FileContent: Hashable, Sendable {
  /// SHA-256 of the path and the bytes, in hexadecimal.
  public var digest: String
  /// The name people know the project by.
  public var name: String
  /// How long it may live, as the file has it.
  public var timeout: String
  /// The shell line that tears it down.
  public var command: String
  /// Words to group projects by.
  public var tags: [String]
  /// What else the file says, as JSON; nil where it says no more.
  public var config: String?
  /// Whether no deadline destroys it.
  public var isProtected: Bool
  /// How long before the deadline its user is warned; nil for the settings' choice.
  public var warningOffsets: [Duration]?
  /// How it wants to be torn down.
  public var wishes: ExecutionWishes

  /// Puts together what a file says; the last three are what `config` says.
  public init(
    digest: String, name: String, timeout: String, command: String, tags: [String] = [],
    config: String? = nil,
    isProtected: Bool = false, warningOffsets: [Duration]? = nil, wishes: ExecutionWishes = ExecutionWishes()
  ) {
    self.digest = digest
    self.name = name
    self.timeout = timeout
    self.command = command
    self.tags = tags
    self.config = config
    self.isProtected = isProtected
    self.warningOffsets = warningOffsets
    self.wishes = wishes
  }
}

/// What was found where a project file is, or was.
public enum FileReading: Hashable, Sendable {
  /// What it says, and whether its user allowed that: `.allowed`, `.denied` or `.unasked`.
  case sound(FileContent, Consent)
  /// It says what was allowed, but for a timeout that is longer by this much.
  case longer(FileContent, by: Duration)
  /// It makes no sense, for this reason; `isDenied` where its user does not want to hear of it.
  case bad(String, isDenied: Bool)
  /// Others than its user can write it, as this sentence says.
  case unsafe(String)
  /// It was deleted; perhaps with its directory.
  case gone(hasDirectory: Bool)
  /// It cannot be looked at, for this reason.
  case unseen(String)
}
