/// What `doctor` says about programs and about what starts the daemon.
extension Finding {
  /// Where programs were found that teardowns often run; nil for those that are not there.
  public static func programs(_ places: [(name: String, place: String?)]) -> Finding {
    let found = places.compactMap { program in program.place.map { "\(program.name) (\($0.oneLine))" } }
    let missing = places.filter { $0.place == nil }.map(\.name)
    let lack = missing.isEmpty ? "" : "; not here: \(missing.joined(separator: ", "))"
    return Finding("programs", .ok, (found.isEmpty ? "none" : found.joined(separator: ", ")) + lack)
  }

  /// A program that everything here stands on is not found; `loss` says what does not work then.
  public static func missingProgram(_ name: String, _ level: Level, loss: String, package: String) -> Finding
  {
    Finding(name, level, "is not found: \(loss)", remedy: "install the package \(package)")
  }

  /// The program that runs teardowns.
  public static func supervisor(at path: String, version: String?, expected: String) -> Finding {
    guard version == expected else {
      let told =
        version.map { "is of version \($0.oneLine.cutInTheMiddle(40))" } ?? "does not tell its version"
      return Finding(
        "supervisor", .error, "\(path.quoted) \(told), this program is \(expected): they belong together",
        remedy: "install Killall-Tofu again, all of its programs at once")
    }
    return Finding("supervisor", .ok, "\(path.oneLine), version \(expected)")
  }

  /// The program that runs teardowns cannot be used; `words` say why, with a way out.
  public static func noSupervisor(_ words: String) -> Finding {
    Finding("supervisor", .error, "\(words): nothing can be torn down")
  }

  /// What starts the daemon at login.
  public enum Autostart: Hashable, Sendable {
    /// A file does, and what it starts is there.
    case enabled(by: String)
    /// A file would, but the program it names is not there.
    case broken(String, missing: String)
    /// A file says that it must not be started.
    case disabled(by: String)
    /// Nothing says anything about it.
    case absent
  }

  /// What starts the daemon at login.
  public static func autostart(_ state: Autostart) -> Finding {
    let remedy = "killall-tofu autostart enable"
    switch state {
    case .enabled(let path): return Finding("at login", .ok, "the daemon is started, by \(path.oneLine)")
    case .broken(let path, let program):
      return Finding(
        "at login", .error, "\(path.quoted) starts \(program.quoted), which is not there", remedy: remedy)
    case .disabled(let path):
      return Finding(
        "at login", .warning, "the daemon is not started: \(path.quoted) says so", remedy: remedy)
    case .absent: return Finding("at login", .warning, "nothing starts the daemon then", remedy: remedy)
    }
  }
}
