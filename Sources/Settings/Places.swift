/// Where this user's files lie, as the XDG Base Directory Specification 0.8 says.
///
/// Values that are not absolute paths are ignored, as the specification demands.
public struct Places: Hashable, Sendable {
  /// The home directory; nil if the environment names none.
  public var home: String?
  /// The SQLite file, unless an option names another.
  public var database: String
  /// Whether the database lies at its default place, whose folder may be made for it.
  public var isDatabaseDefault: Bool
  /// The settings file, `config.yaml`.
  public var settings: String
  /// Folder of logs and execution folders.
  public var state: String
  /// Folder of the user's autostart entries, as the Desktop Application Autostart Specification has it.
  public var autostart: String

  /// Finds the places in `environment`, with `passwordHome` as the home directory where `HOME` is missing.
  ///
  /// - Throws: `PlacesError.noHome` if neither tells where the user's files lie.
  public init(environment: [String: String], passwordHome: String? = nil) throws(PlacesError) {
    let absolute = { (name: String) in environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let home = absolute("HOME") ?? passwordHome.flatMap { $0.hasPrefix("/") ? $0 : nil }
    func base(_ variable: String, _ fallback: String) throws(PlacesError) -> String {
      if let value = absolute(variable) { return value }
      guard let home else { throw .noHome(variable: variable) }
      return home + "/" + fallback
    }
    self.home = home
    let chosen = environment["KILLALL_TOFU_DATABASE"].flatMap { $0.isEmpty ? nil : $0 }
    isDatabaseDefault = chosen == nil
    if let chosen {
      database = chosen
    } else {
      database = try base("XDG_DATA_HOME", ".local/share") + "/killall-tofu/killall-tofu.db"
    }
    let config = try base("XDG_CONFIG_HOME", ".config")
    settings = config + "/killall-tofu/config.yaml"
    autostart = config + "/autostart"
    state = try base("XDG_STATE_HOME", ".local/state") + "/killall-tofu"
  }

  /// Whether `path` is the default place, whose folder may be made for it.
  public func isDefault(_ path: String) -> Bool {
    isDatabaseDefault && path == database
  }

  /// Folder of what the user decided about project files.
  public var consents: String { state + "/consent" }

  /// Folder that holds one folder per execution.
  public var executions: String { state + "/executions" }
}

/// Why the places of a user's files cannot be told.
public enum PlacesError: Error, Hashable, Sendable {
  /// Neither `HOME` nor the variable is an absolute path.
  case noHome(variable: String)
}
