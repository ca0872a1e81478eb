public import Deadlines
import SystemPackage

/// What can be told of a teardown before it begins.
public struct TeardownOutlook: Hashable, Sendable {
  /// What goes; nil where the command has nothing to do with OpenTofu or Terraform.
  public var resources: ResourceCount?
  /// What the command will lack.
  public var shortfall: Shortfall

  /// Puts both together.
  public init(resources: ResourceCount?, shortfall: Shortfall) {
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
    guard project.isAllowed, project.flaw == nil, let command = teardown.terraform, command.isDestroy else {
      return TeardownOutlook(resources: nil, shortfall: shortfall)
    }
    // Before its deadline nothing may run that the project could have put in the tool's place.
    let isTame = project.wishes.environment.keys.allSatisfy(\.onlyNamesAPlace)
    let count = await count(command, of: teardown, readsOnly || !isTame, within: limit)
    return TeardownOutlook(resources: count.map { .known($0) } ?? .unknown, shortfall: shortfall)
  }

  /// Nil as well where the teardown would be refused its directory.
  private func count(
    _ command: TerraformCommand, of teardown: Teardown, _ readsOnly: Bool, within limit: Duration
  ) async -> Int? {
    let deadline = ContinuousClock.now + limit
    let found = await onOwnThread(within: limit) { try? WorkingDirectory(of: teardown) }
    guard let directory = (found ?? nil)?.place else { return nil }
    var environment = CommandEnvironment(session: session, for: teardown).variables
    // A program of the tool's name in the project is its user's own.
    let path = SearchPath(environment["PATH"] ?? "").leading(outOf: teardown.directory).text
    environment["PATH"] = path.isEmpty ? "/usr/bin:/bin" : path
    return await TerraformState.count(
      in: directory, command: command, environment: environment, readsOnly: readsOnly,
      limit: deadline - .now)
  }
}

extension String {
  /// Whether a variable of this name says where a state lies and who asks for it, and loads or runs nothing.
  fileprivate var onlyNamesAPlace: Bool {
    let names = [
      "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN", "GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GOOGLE_REGION", "GOOGLE_ZONE",
      "TF_WORKSPACE", "TF_IN_AUTOMATION", "TF_INPUT", "LANG", "TZ", "NO_COLOR",
    ]
    return names.contains(self) || ["ARM_", "TF_VAR_", "LC_"].contains { hasPrefix($0) }
      || hasSuffix("_TOKEN")
  }
}

extension Teardown {
  /// What its command does with OpenTofu or Terraform; nil if nothing.
  var terraform: TerraformCommand? { TerraformCommand(command, environment: environment) }
}
