public import Settings

extension IgnoreRules {
  /// What the settings and the ignore file at `path` keep out; the settings have the last word.
  ///
  /// - Throws: `SettingsError` where the file is there and cannot be used.
  public init(_ settings: Settings, ignoreFile path: String) throws(SettingsError) {
    let patterns = IgnoreRules(patterns: settings.ignorePatterns)
    self = try ignorePatterns(at: path).map { IgnoreRules(text: $0) + patterns } ?? patterns
  }
}
