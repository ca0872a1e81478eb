public import Deadlines
import SystemPackage

/// What can be told of a teardown before it begins.
public struct TeardownOutlook: Hashable, Sendable {
  /// How many resources a state holds.
  public enum Resources: Hashable, Sendable {
    /// So many.
    case known(Int)
    /// The command destroys what a state holds, but that could not be looked at in time.
    case unknown
  }

  /// What goes; nil where the command has nothing to do with OpenTofu or Terraform.
  public var resources: Resources?
  /// What the command will lack.
  public var shortfall: Shortfall

  /// Puts both together.
  public init(resources: Resources?, shortfall: Shortfall) {
    self.resources = resources
    self.shortfall = shortfall
  }
}

extension Executor {
  /// Looks what a project's teardown is going to destroy and what it will lack; after `limit` the first is unknown.
  ///
  /// Where a state is not local, the tool itself is asked for it, in the environment of the command; not if `readsOnly`:
  /// then nothing at all is run. A project that its user has not allowed, or that makes no sense, is not looked at.
  public func outlook(
    of project: Project, policy: ExecutionPolicy, readsOnly: Bool = false, limit: Duration = .seconds(2)
  ) async -> TeardownOutlook {
    let shortfall = Shortfall(project, daemonEnvironment: session, policy: policy)
    let teardown = Teardown(project, policy: policy, isLastAttempt: true)
    let isAllowed = project.holdReason != .untrusted && project.flaw == nil
    guard isAllowed, let command = teardown.terraform, command.isDestroy else {
      return TeardownOutlook(resources: nil, shortfall: shortfall)
    }
    let environment = CommandEnvironment(
      session: session, seenPath: teardown.seenPath, added: teardown.environment)
    var directory = teardown.directory
    if let place = teardown.workingDirectory { directory.push(FilePath(place)) }
    let count = await TerraformState.count(
      in: directory, command: command, environment: environment.variables, readsOnly: readsOnly,
      limit: limit)
    return TeardownOutlook(resources: count.map { .known($0) } ?? .unknown, shortfall: shortfall)
  }
}

extension Teardown {
  /// What its command does with OpenTofu or Terraform; nil if nothing.
  var terraform: TerraformCommand? { TerraformCommand(command, environment: environment) }
}
