import Foundation

/// What the original's `config` column keeps of a project file, as far as a teardown depends on it.
struct ForeignConfig: Equatable {
  var timeout: String?
  var command: String?
  var name: String?
  var tags: [String] = []
  /// Names of the variables its command was given.
  var variables: [String] = []

  /// Reads the JSON; nil if it is no JSON object.
  ///
  /// Values of another type than expected count as missing.
  init?(json: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
      return nil
    }
    timeout = Self.text(object["timeout"])
    command = object["command"] as? String
    name = object["name"] as? String
    tags = (object["tags"] as? [Any] ?? []).compactMap(Self.text)
    let execution = object["execution"] as? [String: Any] ?? [:]
    for key in ["environment", "environment_variables"] {
      variables += (execution[key] as? [String: Any] ?? [:]).keys
    }
    variables.sort()
  }

  private static func text(_ value: Any?) -> String? {
    if let text = value as? String { return text }
    return (value as? NSNumber)?.stringValue
  }
}
