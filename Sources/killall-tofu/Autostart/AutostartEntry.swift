import Daemon
import Foundation
import ProjectStore
import Settings
import SystemPackage
import Wording

/// The entry that starts the daemon at login, as the Desktop Application Autostart Specification has it.
struct AutostartEntry {
  static let fileName = "io.github.killallgit.KillallTofu-autostart.desktop"

  /// The user's own entry.
  let path: String
  /// Entries of the whole system, the most important first.
  let systemPaths: [String]
  /// Absolute path of the program to start.
  let program: String
  /// The engine that was chosen for the database, by the variable that a login does not know; nil where none was.
  let engine: ProjectStore.Engine?

  static func ofThisUser() throws -> AutostartEntry {
    let environment = ProcessInfo.processInfo.environment
    let folders = environment["XDG_CONFIG_DIRS"].flatMap { $0.isEmpty ? nil : $0 } ?? "/etc/xdg"
    guard let program = resolvedPath("/proc/self/exe") else {
      throw Failure("this program cannot find itself")
    }
    return AutostartEntry(
      path: try Places.ofThisUser().autostart + "/" + fileName,
      systemPaths: folders.split(separator: ":").filter { $0.hasPrefix("/") }.map {
        "\($0)/autostart/\(fileName)"
      },
      program: program,
      engine: environment["KILLALL_TOFU_STORE"]?.isEmpty == false ? try Session.engine(environment) : nil)
  }

  func enable() throws(Failure) {
    try write(
      """
      [Desktop Entry]
      Type=Application
      Version=1.4
      Name=Killall-Tofu
      Comment=Warns before temporary infrastructure is destroyed, and destroys it in time
      Comment[de]=Warnt, bevor befristete Infrastruktur zerstört wird, und zerstört sie rechtzeitig
      Icon=io.github.killallgit.KillallTofu
      Exec=\(command)
      Terminal=false
      NoDisplay=true
      StartupNotify=false
      X-GNOME-Autostart-enabled=true

      """)
  }

  /// Removes the user's entry; where the system has one, an entry that hides it takes its place.
  func disable() throws(Failure) {
    let isSystemWide = systemPaths.contains { access($0, F_OK) == 0 }
    if isSystemWide {
      return try write("[Desktop Entry]\nType=Application\nName=Killall-Tofu\nExec=true\nHidden=true\n")
    }
    try remove()
  }

  /// Leaves the start to the unit: whatever entry would start the daemon beside it is removed, or hidden.
  func giveWay(to start: LoginStart) throws(Failure) {
    // One that leaves it to systemd itself is of use on a desktop that has none.
    guard let system = start.systemEntry, !system.isOff, !system.isLeftToSystemd else { return try remove() }
    try disable()
  }

  /// Removes one file or link, and nothing that holds others.
  private func remove() throws(Failure) {
    guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
    throw Failure("\(path.quoted) cannot be removed: \(String(cString: strerror(errno)))")
  }

  private func write(_ text: String) throws(Failure) {
    do throws(NewFileError) {
      try replaceFile(text, at: path)
    } catch {
      switch error {
      case .present(let path): throw Failure("\(path.quoted) is there already")
      case .failed(let path, let text): throw Failure("\(path.quoted) cannot be written: \(text)")
      }
    }
  }

  /// What a shell is told where a desktop would not find the program's path otherwise: to be that program.
  private static let shellLine = #"exec "$0" "$@""#

  /// What the entry starts; the engines' names need no quoting.
  private var command: String {
    let choice = engine.map { "env KILLALL_TOFU_STORE=\($0.rawValue) " } ?? ""
    // GLib looks for the program by the word as it stands, with both signs of a %%, but gives arguments their one; and env
    // takes what holds an equals sign for a variable.
    let isMistaken = program.contains("%") || (engine != nil && program.contains("="))
    let shell = isMistaken ? "/bin/sh -c \(quotedForExec(Self.shellLine)) " : ""
    return "\(choice)\(shell)\(quotedForExec(program)) daemon"
  }

  /// The text as one word of an Exec key (Desktop Entry Specification, "The Exec key"), escaped twice as it asks.
  private func quotedForExec(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.+".contains($0)) }
    guard !isPlain else { return text }
    var quoted = ""
    for character in text {
      switch character {
      case "\"", "`", "$", "\\": quoted += "\\\\\(character == "\\" ? "\\\\" : String(character))"
      case "%": quoted += "%%"
      default: quoted.append(character)
      }
    }
    return "\"\(quoted)\""
  }
}
