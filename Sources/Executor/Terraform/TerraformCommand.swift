/// What a shell line does with OpenTofu or Terraform.
///
/// It need not do that first: `terraform init && terraform destroy` and `cd infra && tofu destroy` are understood.
/// What follows compound commands (`(…)`, `if`, `for`, `{`) and here-documents is not.
public struct TerraformCommand: Hashable, Sendable {
  /// Whether it destroys anything: `destroy`, or `apply -destroy`.
  public let isDestroy: Bool
  /// Whether it may leave resources that it was never to destroy: `-target`, `-exclude`, and options that only a shell
  /// can tell.
  public let isPartial: Bool
  /// The shell line that prints what the states of all that it destroys still hold, a line for each resource.
  ///
  /// It is for the time after the line has been run: until then, it may run programs that nobody has run before.
  /// Nil if it destroys nothing or only parts, where the directory is not known (after `source`, `eval`, `||`, a `cd` in
  /// a pipe, …), and where another program than those known to be harmless starts it. Nil as well where something follows that chooses another state or fills it again: a listing
  /// would find what nobody meant to destroy.
  public let listing: [UInt8]?
  /// The states of all that it destroys; nil where only a shell can tell them.
  let places: [TerraformPlace]?
  /// Whether the states that are there now are what it destroys: nothing before that chooses or makes another.
  let isCountable: Bool
  /// Whether ``listing`` may be run before the line is: it runs no script of the project's, and none asks for a password.
  let isAskable: Bool

  /// Reads a shell line; nil if it runs neither program, as far as it can be read.
  ///
  /// `environment` is what its project and the settings add to the session: `TF_CLI_ARGS` there may name parts.
  public init?(_ shellLine: [UInt8], environment: [String: String] = [:]) {
    var course = TerraformCourse()
    let line = ShellLine(shellLine)
    for command in line.commands { course.follow(command) }
    course.follow(rest: line.rest)
    guard course.isTerraform else { return nil }
    let arguments = environment.filter { $0.key.hasPrefix("TF_CLI_ARGS") }.values
    let isNarrowed = arguments.contains { $0.contains("-target") || $0.contains("-exclude") }
    isDestroy = course.isDestroy
    isPartial = course.isPartial || isNarrowed
    listing = isNarrowed ? nil : course.listing
    isCountable = !isPartial && listing != nil && !course.isUnsettled
    isAskable = isCountable && course.occasion == .anytime
    places = isCountable ? course.places : nil
  }
}
