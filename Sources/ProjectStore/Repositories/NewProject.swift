public import Deadlines

/// What a person says to register a project; the file adds the rest.
public struct NewProject: Hashable, Sendable {
  /// Absolute path of its directory.
  public var path: String
  /// The name people know it by.
  public var name: String
  /// The text the user wrote, such as `2 hours`.
  public var timeout: String
  /// The shell line that tears it down.
  public var command: String
  /// Words to group projects by.
  public var tags: [String]
  /// Where it comes from.
  public var source: Project.Source
  /// What the environment was in which it is registered.
  public var seenEnvironment: SeenEnvironment?
  /// When it is to be destroyed; nil for first sight plus `timeout`.
  public var deadline: Timestamp?

  /// Makes a registration.
  public init(
    path: String, name: String, timeout: String, command: String, tags: [String] = [],
    source: Project.Source = .manual, seenEnvironment: SeenEnvironment? = nil, deadline: Timestamp?
  ) {
    self.path = path
    self.name = name
    self.timeout = timeout
    self.command = command
    self.tags = tags
    self.source = source
    self.seenEnvironment = seenEnvironment
    self.deadline = deadline
  }
}
