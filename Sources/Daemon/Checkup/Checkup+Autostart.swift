import Foundation
import Settings
import Wording

extension Checkup {
  private static let unit = "killall-tofu.service"

  /// What starts the daemon at login.
  func autostartFindings() async -> [Finding] {
    guard places != nil else { return [] }
    guard let state = await autostartState() else {
      return [.silence("at login", .warning, within: Self.limitWords)]
    }
    return [.autostart(state)]
  }

  /// An entry of the autostart folders, or else a unit of the user's systemd; nil where the disk does not answer.
  func autostartState() async -> Finding.Autostart? {
    let (entries, units, searchPath) = (autostart, unitFolders, environment["PATH"])
    return await onDisk {
      for path in entries {
        guard let entry = KeyFile(at: path) else { continue }
        let isOff = entry.isTrue("Hidden") || entry["X-GNOME-Autostart-enabled"]?.lowercased() == "false"
        // A unit may be what starts it instead.
        if isOff { return Self.enabledUnit(in: units).map { .enabled(by: $0) } ?? .disabled(by: path) }
        return entry.missingProgram(searchPath: searchPath).map { .broken(path, missing: $0) }
          ?? .enabled(by: path)
      }
      return Self.enabledUnit(in: units).map { .enabled(by: $0) } ?? .absent
    }
  }

  /// Whether a state is one in which the daemon comes by itself.
  func isStartedAtLogin(_ state: Finding.Autostart?) -> Bool {
    if case .enabled = state { true } else { false }
  }

  /// Where `systemctl --user enable` makes its links, and the administrator's `--global`.
  private var unitFolders: [String] {
    let config =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? places?.home.map { $0 + "/.config" }
    return [config.map { $0 + "/systemd/user" }, "/etc/systemd/user", "/usr/lib/systemd/user"].compactMap(
      \.self)
  }

  private static func enabledUnit(in folders: [String]) -> String? {
    for folder in folders {
      let wants = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
        $0.hasSuffix(".wants")
      }
      for name in wants.sorted() where access("\(folder)/\(name)/\(unit)", F_OK) == 0 {
        return "\(folder)/\(name)/\(unit)"
      }
    }
    return nil
  }
}
