import Deadlines

extension ExecutionPolicy {
  /// Reads the section `execution`.
  mutating func read(_ section: YAMLMapping) throws(SettingsError) {
    try section.allow(["command_timeout", "environment", "retry", "mask"])
    commandTimeout = try section.duration("command_timeout") ?? commandTimeout
    if let variables = try section.mapping("environment") { environment = try variables.variables() }
    if let retry = try section.mapping("retry") {
      try retry.allow(["max_attempts", "delay"])
      maximumAttempts = try retry.integer("max_attempts", in: 1...100) ?? maximumAttempts
      retryDelay = try retry.duration("delay") ?? retryDelay
    }
    if let names = try section.strings("mask") {
      for name in names where !isNamePattern(name) {
        throw section.bad("mask", name, "names of variables such as MY_LICENSE or MY_*")
      }
      masked = names
    }
  }
}

/// Whether it is a name of a variable, perhaps with `*` for any text; `*` alone would hide each word of every output.
private func isNamePattern(_ text: String) -> Bool {
  text.utf8.contains { $0.isOfVariableName }
    && text.utf8.allSatisfy { $0.isOfVariableName || $0 == UInt8(ascii: "*") }
}
