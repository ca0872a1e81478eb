import Daemon
import Foundation
import Settings
import Wording

/// What may start the daemon of this user at login.
struct Login {
  let entry: AutostartEntry
  let unit: AutostartUnit
  private let config: String

  init() throws {
    let entry = try AutostartEntry.ofThisUser()
    let config = FileManager.default.parent(of: entry.path, levels: 2)
    self.entry = entry
    self.config = config
    unit = AutostartUnit(
      config: config, program: entry.program,
      systemctl: Systemctl(searchPath: ProcessInfo.processInfo.environment["PATH"]))
  }

  /// What does now.
  var start: LoginStart {
    LoginStart(
      entries: [entry.path] + entry.systemPaths, config: config,
      environment: ProcessInfo.processInfo.environment)
  }

  /// What a user may want to know besides.
  func remarks(_ start: LoginStart) async -> [String] {
    var remarks: [String] = []
    if access(entry.path, F_OK) != 0, ![ENOENT, ENOTDIR].contains(errno) {
      remarks.append("\(entry.path.quoted) cannot be looked at: \(String(cString: strerror(errno)))")
    }
    if let named = start.entry?.program, named.hasPrefix("/"), start.entry?.isOff == false,
      resolvedPath(named) != entry.program
    {
      remarks.append("The entry starts \(named.quoted), and this is \(entry.program.quoted).")
    }
    if start.unitLink != nil {
      switch await unit.look(start) {
      case .there(.other(let named), _):
        remarks.append("The unit starts \(named.quoted), and this is \(entry.program.quoted).")
      case .there(.missing, _): remarks.append("The unit is enabled, but systemd does not find its file.")
      case .there(.masked, _):
        remarks.append("The unit is masked: systemctl --user unmask \(LoginStart.unitName)")
      case .silent(let words): remarks.append("systemd does not answer: \(words.oneLine)")
      case .absent, .there(.ours, _): break
      }
    }
    return remarks
  }
}

extension FileManager {
  fileprivate func parent(of path: String, levels: Int) -> String {
    path.split(separator: "/").dropLast(levels).reduce("") { "\($0)/\($1)" }
  }
}
