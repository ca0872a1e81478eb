/// How a project wants to be torn down, where its own file says so.
public struct ExecutionWishes: Hashable, Sendable {
  /// Shell lines that run around the command.
  public struct Hooks: Hashable, Sendable {
    /// Runs before the command, which is not run if this fails.
    public var beforeDestroy: String?
    /// Runs once the project is destroyed.
    public var afterDestroy: String?
    /// Runs when the teardown has failed for good.
    public var onFailure: String?

    /// Puts hooks together; nil for none.
    public init(beforeDestroy: String? = nil, afterDestroy: String? = nil, onFailure: String? = nil) {
      self.beforeDestroy = beforeDestroy
      self.afterDestroy = afterDestroy
      self.onFailure = onFailure
    }
  }

  /// How long its command may say nothing before its user is asked; nil for the settings' choice.
  public var commandTimeout: Duration?
  /// Where its command runs, relative to its directory; nil for the directory itself.
  public var workingDirectory: String?
  /// Variables that its command gets; they win over those of the session and of the settings.
  public var environment: [String: String]
  /// How many more attempts follow a failed one; nil for the settings' choice.
  public var retries: Int?
  /// How long after it was asked to stop its command is killed; nil for never, without its user.
  public var killAfter: Duration?
  /// What runs around its command.
  public var hooks: Hooks

  /// Puts wishes together; without any the settings decide.
  public init(
    commandTimeout: Duration? = nil, workingDirectory: String? = nil, environment: [String: String] = [:],
    retries: Int? = nil, killAfter: Duration? = nil, hooks: Hooks = Hooks()
  ) {
    self.commandTimeout = commandTimeout
    self.workingDirectory = workingDirectory
    self.environment = environment
    self.retries = retries
    self.killAfter = killAfter
    self.hooks = hooks
  }
}
