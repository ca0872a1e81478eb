/// What is to be run: written by the claimer, durable before the claim commits.
///
/// Shell lines, directory and names are bytes, as the system takes them: none holds a NUL, and none need be UTF-8.
public struct Intent: Hashable, Sendable {
  /// The shell line, as the user wrote it.
  public var command: [UInt8]
  /// Absolute path of the directory to run it in.
  public var directory: [UInt8]
  /// Which directory that was when the execution was prepared: a path may name another one later.
  public var directoryIdentity: DirectoryIdentity
  /// The names of the variables of its environment; their values never come to the disk, see ``EnvironmentValues``.
  public var variables: [[UInt8]]
  /// Names of variables whose values are secret although they do not look it; `*` stands for any text.
  public var masked: [[UInt8]] = []
  /// Shell line that runs before the command.
  public var beforeDestroy: [UInt8]?
  /// Shell line that runs once the command has succeeded.
  public var afterDestroy: [UInt8]?
  /// Shell line that runs once the command has failed for good.
  public var onFailure: [UInt8]?
  /// Shell line that lists, one a line, what the command left.
  public var check: [UInt8]?
  /// How long the command, or a hook, may say nothing; in milliseconds, nil for ever.
  public var silenceLimit: Int64?
  /// How long after it was asked to stop the command is killed; in milliseconds, nil for never.
  public var killAfter: Int64?
  /// Whether no further attempt follows if this one fails.
  public var isLastAttempt = true

  /// Makes an intent without hooks, check or limits.
  ///
  /// A NUL byte in any of it makes the record unreadable, as no process can be given one.
  public init(
    command: [UInt8], directory: [UInt8], directoryIdentity: DirectoryIdentity, variables: [[UInt8]] = []
  ) {
    self.command = command
    self.directory = directory
    self.directoryIdentity = directoryIdentity
    self.variables = variables
  }

  /// The shell line of a part; nil if there is none.
  public func line(of part: Part) -> [UInt8]? {
    switch part {
    case .beforeDestroy: beforeDestroy
    case .command: command
    case .check: check
    case .afterDestroy: afterDestroy
    case .onFailure: onFailure
    }
  }
}

/// Which directory a path names: under whatever path, it is the same one.
public struct DirectoryIdentity: Hashable, Sendable {
  /// The device that holds it.
  public var device: UInt64
  /// Its inode on that device.
  public var inode: UInt64

  /// Makes an identity from the numbers `stat` gives.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}
