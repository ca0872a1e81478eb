import Daemon
import Foundation
import Settings
import Wording

/// The unit by which the systemd of this user starts the daemon at login.
struct AutostartUnit {
  /// The folder of the user's settings.
  let config: String
  /// Absolute path of the program to start.
  let program: String
  let systemctl: Systemctl

  private static let name = LoginStart.unitName

  /// What systemd says of it, and of the session that runs now.
  func look(_ start: LoginStart) async -> AutostartChoice.Systemd {
    guard start.hasSystemd else { return .absent }
    let output: String
    switch await systemctl.ask("show", Self.name, "-p", "LoadState", "-p", "ExecStart") {
    case .unusable: return .absent
    case .late: return .silent("within its time")
    case .ended(0, let text): output = text
    case .ended(let status, let text): return .silent(text.isEmpty ? "status \(status)" : text)
    }
    let lines = output.split(separator: "\n").map(String.init)
    let reachesSession = await reachesSession()
    return .there(standing(lines), reachesSession: reachesSession)
  }

  /// Whether the desktop that runs now has told systemd of itself.
  func reachesSession() async -> Bool {
    await systemctl.text("is-active", "graphical-session.target") == "active"
  }

  private func standing(_ lines: [String]) -> AutostartChoice.Unit {
    if lines.contains("LoadState=masked") { return .masked }
    guard lines.contains("LoadState=loaded") else { return .missing }
    // As `{ path=/usr/bin/killall-tofu ; argv[]=…`.
    let start = lines.first { $0.hasPrefix("ExecStart=") } ?? ""
    let path = start.firstRange(of: "path=").map { start[$0.upperBound...] } ?? ""
    let named = path.firstRange(of: " ; ").map { String(path[..<$0.lowerBound]) } ?? String(path)
    return resolvedPath(named) == program ? .ours : .other(named)
  }

  /// Has systemd start it at every login.
  ///
  /// - Throws: `Failure` with what systemd says.
  func enable(_ start: LoginStart) async throws(Failure) {
    if let mask = start.mask { try remove(mask) }
    if start.globalLink == nil {
      switch await systemctl.ask("enable", Self.name) {
      case .ended(0, _): break
      case .ended(let status, let text):
        throw Failure("systemctl enable ends with status \(status): \(text.oneLine)")
      case .late: throw Failure("systemctl enable does not come to an end")
      case .unusable(let why): throw Failure("systemctl cannot be run: \(why)")
      }
    }
    _ = await systemctl.ask("daemon-reload")
  }

  /// Has systemd not start it at login any more; it can still be started by hand and by the bus.
  ///
  /// What the whole machine has enabled a user cannot disable, and to mask the unit would keep the bus from starting it, so
  /// the link of the machine is masked alone: one of the same name to `/dev/null`, in the user's own folder.
  func disable(_ start: LoginStart) async throws(Failure) {
    var isChanged = false
    if let link = start.unitLink, link != start.globalLink {
      if start.hasSystemd { _ = await systemctl.ask("disable", Self.name) }
      // Where systemd does not answer, its links are only files.
      if isThere(link) { try remove(link) }
      isChanged = true
    }
    if let link = start.globalLink, start.mask == nil {
      try mask(link)
      isChanged = true
    }
    if isChanged, start.hasSystemd { _ = await systemctl.ask("daemon-reload") }
  }

  private func mask(_ link: String) throws(Failure) {
    let target = link.split(separator: "/").dropLast().last.map(String.init) ?? ""
    let folder = "\(config)/systemd/user/\(target)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(Self.name)", withDestinationPath: "/dev/null")
    } catch {
      throw Failure("\("\(folder)/\(Self.name)".quoted) cannot be made: \(error.localizedDescription)")
    }
  }

  private func isThere(_ link: String) -> Bool {
    var status = stat()
    return lstat(link, &status) == 0
  }

  private func remove(_ link: String) throws(Failure) {
    guard unlink(link) == 0 || errno == ENOENT else {
      throw Failure("\(link.quoted) cannot be removed: \(String(cString: strerror(errno)))")
    }
  }
}
