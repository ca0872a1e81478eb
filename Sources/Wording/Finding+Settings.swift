/// What `doctor` says about the settings.
extension Finding {
  /// What was found where the settings lie.
  public enum SettingsState: Hashable, Sendable {
    case sound
    /// There is no file, so the defaults are in force.
    case absent
    /// The file makes no sense, for this reason; whether earlier settings are known that did.
    case broken(String, hasLastGood: Bool)
  }

  /// The settings file at `path`.
  public static func settings(_ state: SettingsState, at path: String) -> Finding {
    switch state {
    case .sound: return Finding("file", .ok, "\(path.oneLine) makes sense")
    case .absent: return Finding("file", .ok, "there is no \(path.oneLine): the defaults are in force")
    case .broken(let why, let hasLastGood):
      let force =
        hasLastGood
        ? "the last ones that made sense are in force"
        : "none are known that ever made sense, so nothing is destroyed"
      return Finding(
        "file", .error, "\(why.oneLine) – \(force)",
        remedy: "mend the line, then look: killall-tofu config check")
    }
  }

  /// Whether the daemon goes by the settings as they are now; nil where none runs.
  public static func settingsInUse(_ isRead: Bool, by process: SeenProcess) -> Finding {
    if isRead { return Finding("in use", .ok, "the daemon has read them as they are") }
    return Finding(
      "in use", .warning, "\(process.words), the daemon, has not read them as they are now",
      remedy: process.id.map { "kill -HUP \($0)" })
  }

  /// The ignore file cannot be used, for this reason.
  public static func ignoreFile(_ why: String) -> Finding {
    Finding(
      "ignore file", .error, "\(why.oneLine) – the rules before it stay in force, after a restart none",
      remedy: "mend the file; it is read again at the next rescan")
  }
}
