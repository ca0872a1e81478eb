extension SettingsTranslation {
  /// Translates the original's settings file at `path`; nil if there is none.
  ///
  /// - Throws: `SettingsError` if it cannot be read or is no YAML mapping.
  public init?(contentsOf path: String) throws(SettingsError) {
    guard let text = try readText(path) else { return nil }
    try self.init(original: text, file: path)
  }
}

/// Reads a file of ignore patterns at `path`; nil if there is none.
///
/// - Throws: `SettingsError` if it cannot be read, is no UTF-8 text or too long.
public func ignorePatterns(at path: String) throws(SettingsError) -> String? {
  try readText(path)
}
