import Deadlines
import Foundation

/// What a project's own file decides: when its user is warned, and how it is torn down.
///
/// It is JSON of what the project file said; other keys are for others, but none of ours may be
/// misspelt: a hook that is silently left out cannot be made up for. `warnings` lists whole minutes before the deadline, or durations as people
/// write them; `execution` and `hooks` say how.
struct ProjectConfig {
  var warningOffsets: [Duration]?
  var wishes = ExecutionWishes()
  var isProtected = false

  /// Reads the config of the project in the directory at `path`.
  init(json: String, path: String) throws(ConfigFlaw) {
    let root = try ConfigSection(json: json)
    try root.refuseMisspelt(["warnings", "execution", "hooks", "protected"])
    isProtected = try root.boolean("protected") ?? false
    warningOffsets = try root.list("warnings", of: "minutes or durations", warning)
    if let section = try root.section("execution") { try readExecution(section, path) }
    if let section = try root.section("hooks") {
      try section.refuseMisspelt(["before_destroy", "after_destroy", "on_failure"])
      wishes.hooks = ExecutionWishes.Hooks(
        beforeDestroy: try section.text("before_destroy"), afterDestroy: try section.text("after_destroy"),
        onFailure: try section.text("on_failure"))
    }
  }

  private mutating func readExecution(_ section: ConfigSection, _ path: String) throws(ConfigFlaw) {
    try section.refuseMisspelt(["timeout", "working_directory", "environment", "retries", "kill_after"])
    wishes.commandTimeout = try section.duration("timeout")
    wishes.killAfter = try section.duration("kill_after")
    wishes.retries = try section.integer("retries", in: 0...99).map { Int($0) }
    wishes.environment = try section.section("environment")?.variables() ?? [:]
    if let place = try section.text("working_directory") {
      guard let steps = path.steps(to: place) else {
        throw section.flaw("working_directory", "no directory inside the project's")
      }
      wishes.workingDirectory = steps.isEmpty ? nil : steps.joined(separator: "/")
    }
  }
}

/// A whole number of minutes, or a duration.
private func warning(_ value: ConfigValue) -> Duration? {
  switch value {
  case .integer(let minutes): (1...525_600).contains(minutes) ? .minutes(minutes) : nil
  case .text(let text): try? Duration(text: text)
  default: nil
  }
}
