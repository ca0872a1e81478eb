import Foundation

/// The folders of one daemon, so that nothing of the user's is read or written.
struct DaemonPlace: Sendable {
  let path: String

  /// Makes the folders, with settings under which nobody must be warned before a teardown.
  ///
  /// - Parameter root: the directory in which project files are looked for; nil for none.
  init(at path: String, watching root: String? = nil) throws {
    self.path = path
    let files = FileManager.default
    for folder in ["config/killall-tofu", "home", "projects"] {
      try files.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
    }
    let scanner = root.map { "scanner: {watch_dirs: ['\($0)']}\n" } ?? ""
    try "version: 1\nnotifications: {required: false}\n\(scanner)".write(
      toFile: "\(path)/config/killall-tofu/config.yaml", atomically: true, encoding: .utf8)
  }

  /// The SQLite file.
  var database: String { "\(path)/projects.db" }

  /// Makes a directory for a project.
  func makeProject(_ name: String) throws -> String {
    let folder = "\(path)/projects/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    return folder
  }

  /// Everything that the daemon sees of the session.
  func environment(bus: String) -> [String: String] {
    [
      "HOME": "\(path)/home", "PATH": "/usr/local/bin:/usr/bin:/bin", "XDG_CONFIG_HOME": "\(path)/config",
      "XDG_STATE_HOME": "\(path)/state", "XDG_DATA_HOME": "\(path)/data", "KILLALL_TOFU_DATABASE": database,
      "DBUS_SESSION_BUS_ADDRESS": bus,
      // A system bus without a logind: without any, the daemon looks for one now and then.
      "DBUS_SYSTEM_BUS_ADDRESS": bus,
    ]
  }
}
