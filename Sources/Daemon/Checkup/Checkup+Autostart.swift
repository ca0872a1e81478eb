import Settings
import Wording

extension Checkup {
  /// What starts the daemon at login.
  func autostartFindings() async -> [Finding] {
    guard places != nil else { return [] }
    guard let state = await autostartState() else {
      return [.silence("at login", .warning, within: Self.limitWords)]
    }
    return [.autostart(state)]
  }

  /// The same as `autostart status` says; nil where the disk does not answer.
  func autostartState() async -> Finding.Autostart? {
    let (entries, environment) = (autostart, environment)
    let config =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? places?.home.map { $0 + "/.config" }
    let start = await onDisk { LoginStart(entries: entries, config: config, environment: environment) }
    return await start?.askingSystemd(Systemctl(within: Self.limit, searchPath: environment["PATH"])).state
  }

  /// Whether a state is one in which the daemon comes by itself.
  func isStartedAtLogin(_ state: Finding.Autostart?) -> Bool {
    switch state {
    case .enabled, .both: true
    default: false
    }
  }
}
