public import Deadlines

/// What `config.yaml` says, with the defaults where it is silent.
public struct Settings: Hashable, Sendable {
  /// What the schedule goes by.
  public var policy = Policy()
  /// Where project files are looked for.
  public var scanner = ScannerSettings()
  /// What is not looked at there, as lines of a gitignore file.
  public var ignorePatterns: [String] = []
  /// What the Extend buttons offer: the first two are drawn.
  public var extendChoices: [Duration] = [.minutes(15), .hours(1), .days(1)]
  /// Sound name of a warning, as the Sound Naming Specification has them; nil for the server's own choice.
  public var sound: String?
  /// How long the executions of projects that are over are kept, in whole days.
  public var executionRetention: Duration = .days(90)
  /// How long the events of projects that are over are kept, in whole days.
  public var eventRetention: Duration = .days(30)

  /// The settings where no file says otherwise.
  public init() {}
}

/// Where project files are looked for, and how far.
public struct ScannerSettings: Hashable, Sendable {
  /// Absolute paths of the directories that are watched, each once.
  public var watchDirectories: [String]
  /// How many directories may lie between a watched one and a project: 1 to 64.
  public var maxDepth: Int
  /// Whether symbolic links to directories are followed.
  public var followsSymlinks: Bool

  /// Puts together what is watched; without anything nothing is.
  public init(watchDirectories: [String] = [], maxDepth: Int = 10, followsSymlinks: Bool = false) {
    self.watchDirectories = watchDirectories
    self.maxDepth = maxDepth
    self.followsSymlinks = followsSymlinks
  }
}
