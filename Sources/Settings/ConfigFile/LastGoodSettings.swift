import Deadlines

/// The text of the settings file as it was when it last made sense, kept for when it does not.
public struct LastGoodSettings: Hashable, Sendable {
  /// Where the text is kept.
  public let path: String

  /// What is kept in the state folder `folder`.
  public init(folder: String) {
    path = folder + "/last-good-config.yaml"
  }

  /// What was remembered last; nil if nothing was, or it cannot be read.
  public var text: String? {
    (try? readText(path)) ?? nil
  }

  /// Keeps the text instead of the one before: durably, for its owner alone, whole or not at all.
  ///
  /// - Throws: `NewFileError.failed`; then the text before is kept.
  public func remember(_ text: String) throws(NewFileError) {
    guard text != self.text else { return }
    try replaceFile(text, at: path)
  }
}

/// The settings to go by, and what is wrong with the file that should decide them.
public struct LoadedSettings: Hashable, Sendable {
  /// What to go by.
  public var settings: Settings
  /// Why the file itself could not be used; nil if it was.
  public var error: SettingsError?

  /// Puts both together.
  public init(settings: Settings, error: SettingsError? = nil) {
    self.settings = settings
    self.error = error
  }
}

extension Settings {
  /// Finds the settings to go by: those of the file at `path`, or where it cannot be used those that it last gave.
  ///
  /// Where it never gave any, the settings are the defaults with ``Policy/settingsTrouble`` set: then no deadline destroys
  /// anything. A file that is not there means the defaults, and leaves what is remembered alone: it may come back. The
  /// file itself is never written.
  public static func load(from path: String, home: String?, lastGood: LastGoodSettings) -> LoadedSettings {
    do {
      guard let text = try readText(path) else { return LoadedSettings(settings: Settings()) }
      let settings = try Settings(yaml: text, file: path, home: home)
      // Where that fails, a broken file may hold everything later: no reason not to go by a sound one now.
      try? lastGood.remember(text)
      return LoadedSettings(settings: settings)
    } catch {
      if let text = lastGood.text, let settings = try? Settings(yaml: text, file: lastGood.path, home: home) {
        return LoadedSettings(settings: settings, error: error)
      }
      var settings = Settings()
      settings.policy.settingsTrouble = error.description
      return LoadedSettings(settings: settings, error: error)
    }
  }
}
