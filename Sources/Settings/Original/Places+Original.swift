extension Places {
  /// The file of ignore patterns, in gitignore syntax; it lies beside the settings.
  public var ignore: String {
    (settings.hasSuffix("config.yaml") ? String(settings.dropLast("config.yaml".count)) : settings + ".")
      + "ignore"
  }
}

/// Where the original program keeps its files.
public struct OriginalPlaces: Hashable, Sendable {
  /// Its database.
  public var database: String
  /// Its settings.
  public var settings: String
  /// Its ignore patterns, in gitignore syntax.
  public var ignore: String

  /// The places below the home directory `home`.
  public init(home: String) {
    database = home + "/.killall/killall.db"
    settings = home + "/.killall/killall.yaml"
    ignore = home + "/.killall/ignore"
  }
}
