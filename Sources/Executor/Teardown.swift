public import Deadlines
public import SystemPackage

/// What is to be run, and where.
public struct Teardown: Hashable, Sendable {
  /// The shell line, as bytes: it need not be UTF-8.
  public var command: [UInt8]
  /// Absolute path of the project's directory.
  public var directory: FilePath
  /// Where in ``directory`` to run it, relative, symbolic links followed; nil for the directory itself.
  public var workingDirectory: String?
  /// Variables that it gets besides those of the session; these win.
  public var environment: [String: String] = [:]
  /// The `PATH` that was seen when its project was registered: what the session's lacks is searched as well.
  public var seenPath: String?
  /// How long it may say nothing before it counts as silent, and a hook before it is ended; zero for ever.
  public var silenceLimit: Duration = .minutes(30)
  /// How long after it was asked to stop it is killed, and that it is asked once it is silent; nil for never.
  public var killAfter: Duration?
  /// Shell lines that run before and after it.
  public var hooks = ExecutionWishes.Hooks()
  /// Shell line that lists what it left, one a line; nil if nobody can tell.
  public var check: [UInt8]?
  /// Whether no further attempt follows if this one fails.
  public var isLastAttempt = true
  /// Names of variables whose values are secret although they do not look it; `*` stands for any text.
  public var masked: [String] = []

  /// Makes a teardown of any shell line.
  public init(command: [UInt8], directory: FilePath) {
    self.command = command
    self.directory = directory
  }

  /// The teardown that a project asks for; where the command destroys what a state holds, that is looked at after it.
  public init(_ project: Project, policy: ExecutionPolicy, isLastAttempt: Bool) {
    self.init(command: Array(project.command.utf8), directory: FilePath(project.path))
    let wishes = project.wishes
    workingDirectory = wishes.workingDirectory
    environment = policy.environment.merging(wishes.environment) { _, own in own }
    seenPath = project.seenEnvironment?.path
    silenceLimit = wishes.commandTimeout ?? policy.commandTimeout
    killAfter = wishes.killAfter
    hooks = wishes.hooks
    self.isLastAttempt = isLastAttempt
    masked = policy.masked
    if let terraform, terraform.isDestroy, !terraform.isPartial { check = terraform.listing }
  }

  /// - Throws: `ExecutorError` if a shell could not be given one of the lines, or would do nothing and call it a success.
  func checkLines() throws(ExecutorError) {
    let hooks = [hooks.beforeDestroy, hooks.afterDestroy, hooks.onFailure].compactMap {
      $0.map { Array($0.utf8) }
    }
    guard !([command, check ?? []] + hooks).contains(where: { $0.contains(0) }) else {
      throw .commandHoldsNUL
    }
    let blank: [UInt8] = Array(" \t\n\r".utf8)
    guard !command.allSatisfy(blank.contains) else { throw .emptyCommand }
  }
}

extension FilePath {
  /// The path as the system takes it, which need not be UTF-8.
  var bytes: [UInt8] {
    withPlatformString { path in UnsafeBufferPointer(start: path, count: length).map(UInt8.init(bitPattern:))
    }
  }
}
