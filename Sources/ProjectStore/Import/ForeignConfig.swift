import Deadlines
import Foundation

/// What the original's `config` column keeps of a project file, as far as a teardown depends on it.
struct ForeignConfig: Equatable {
  var timeout: String?
  var command: String?
  /// What stands for a command and is no text.
  var unreadableCommand: String?
  var name: String?
  var tags: [String] = []
  /// Names of the variables its command was given.
  var variables: [String] = []
  /// The hooks it names, by its keys.
  var hooks: [String] = []
  /// The directory its command was to run in, unless that is the project's own.
  var workingDirectory: String?
  /// How often a failed command was to be tried again.
  var retries: String?

  /// Reads the JSON; nil if it is no JSON object.
  ///
  /// Values of another type than expected count as missing, but for the command.
  init?(json: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
      return nil
    }
    timeout = Self.text(object["timeout"])
    command = object["command"] as? String
    if command == nil, let other = object["command"], !(other is NSNull) {
      unreadableCommand = String("\(other)".prefix(80))
    }
    name = object["name"] as? String
    tags = (object["tags"] as? [Any] ?? []).compactMap(Self.text)
    let execution = object["execution"] as? [String: Any] ?? [:]
    for key in ["environment", "environment_variables"] {
      variables += (execution[key] as? [String: Any] ?? [:]).keys
    }
    variables.sort()
    hooks = (object["hooks"] as? [String: Any] ?? [:]).filter { !Self.isEmpty($0.value) }.keys.sorted()
    let places = [execution, object].flatMap { section in
      ["workingDirectory", "workingDir", "working_directory"].compactMap { Self.text(section[$0]) }
    }
    workingDirectory = places.first { !["", ".", "./"].contains($0) }
    retries = Self.text(execution["retries"])
  }

  /// Whether one of its hooks was to run before the command, and could have kept it from running.
  var hasCheck: Bool {
    hooks.contains { $0.lowercased().hasPrefix("before") || $0.lowercased().hasPrefix("pre") }
  }

  private static func isEmpty(_ value: Any) -> Bool {
    if value is NSNull { return true }
    if let list = value as? [Any] { return list.isEmpty }
    return (value as? String)?.isEmpty ?? false
  }

  private static func text(_ value: Any?) -> String? {
    if let text = value as? String { return text }
    return (value as? NSNumber)?.stringValue
  }
}

extension ForeignConfig {
  /// What is left of it where our own reading of the same JSON finds these wishes, which are followed.
  func without(_ wishes: ExecutionWishes) -> ForeignConfig {
    var rest = self
    rest.variables.removeAll { wishes.environment[$0] != nil }
    let hooks = wishes.hooks
    let taken = [
      "before_destroy": hooks.beforeDestroy, "after_destroy": hooks.afterDestroy,
      "on_failure": hooks.onFailure,
    ]
    rest.hooks.removeAll { taken[$0, default: nil] != nil }
    if wishes.workingDirectory != nil { rest.workingDirectory = nil }
    if wishes.retries != nil { rest.retries = nil }
    return rest
  }
}
