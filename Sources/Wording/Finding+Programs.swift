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
    /// Both of these would; whichever starts it second ends at once.
    case both(String, String)
    /// A unit would, but this user has no systemd.
    case withoutSystemd(String)
    /// A unit would, but the desktop that runs now does not tell systemd of itself.
    case unreached(String)
    /// An entry would, but the compositor that runs now reads none.
    case unread(String, CompositorStart)
    /// A file says that it must not be started.
    case disabled(by: String)
    /// Nothing says anything about it.
    case absent

    /// The same for `autostart status`.
    public var words: String {
      switch self {
      case .enabled(let path): "enabled, by \(path)"
      case .both(let one, let other): "enabled, by \(one) and by \(other); what comes second ends at once"
      case .broken(let path, let program): "disabled: \(path) starts \(program.quoted), which is not there"
      case .withoutSystemd(let link): "disabled: \(link) enables the unit, but this user has no systemd"
      case .unreached(let link):
        "disabled: \(link) enables the unit, but this session does not tell systemd of its desktop"
      case .unread(let path, let compositor):
        "disabled, unless something reads \(path): \(compositor.name) does not; the line for \(compositor.file): "
          + compositor.line(program: "killall-tofu")
      case .disabled(let path): "disabled, by \(path)"
      case .absent: "disabled: there is no autostart entry"
      }
    }
  }

  /// What starts the daemon at login.
  public static func autostart(_ state: Autostart) -> Finding {
    let remedy = "killall-tofu autostart enable"
    switch state {
    case .enabled(let path): return Finding("at login", .ok, "the daemon is started, by \(path.oneLine)")
    case .both(let one, let other):
      return Finding("at login", .ok, "the daemon is started, by \(one.oneLine) and by \(other.oneLine)")
    case .withoutSystemd(let link):
      return Finding(
        "at login", .warning, "\(link.quoted) enables the unit, but this user has no systemd", remedy: remedy)
    case .unreached(let link):
      return Finding(
        "at login", .warning,
        "\(link.quoted) enables the unit, but this session does not tell systemd of its desktop",
        remedy: remedy)
    case .unread(let path, let compositor):
      return Finding(
        "at login", .warning, "\(compositor.name) does not read \(path.quoted)",
        remedy: "add to \(compositor.file): \(compositor.line(program: "killall-tofu"))")
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

/// What `doctor` says where the daemon that runs is not the program that is installed.
extension Finding {
  /// What lies where the program of a daemon lay.
  public enum DaemonProgram: Hashable, Sendable {
    /// Another file.
    case replaced(String)
    /// Nothing.
    case gone(String)
    /// The very file, and yet another version than the one that asks; nil where it cannot be seen.
    case other(String?)
  }

  /// The daemon `process` runs a program of this version, and another one would be started now.
  ///
  /// - Parameters:
  ///   - isUnit: whether it was started by our unit of systemd.
  ///   - ours: the version that asks.
  public static func daemonProgram(
    _ process: SeenProcess, version: String, _ program: DaemonProgram, isUnit: Bool, ours: String
  ) -> Finding {
    let version = version.oneLine.cutInTheMiddle(40)
    let end = process.id.map { "kill \($0); " } ?? ""
    let now = isUnit ? "systemctl --user restart killall-tofu.service" : "\(end)killall-tofu daemon"
    let text: String
    let remedy: String
    switch program {
    case .replaced(let path):
      text =
        "\(process.words) still runs version \(version), and \(path.quoted) has been replaced since: it restarts by "
        + "itself when no teardown or hook is under way, no question is up and nothing is due within 2 minutes, or, "
        + "after an hour, when nothing is under way"
      remedy = "wait, or restart it now, which ends no teardown: \(now)"
    case .gone(let path):
      text =
        "\(process.words) runs version \(version), and its program \(path.quoted) is gone: it could not be started again"
      remedy = "install Killall-Tofu again"
    case .other(let path):
      let place = path.map { " from \($0.quoted)" } ?? ""
      text = "\(process.words) runs version \(version)\(place), and this is version \(ours)"
      remedy =
        "where this one is to serve the database, restart it, which ends no teardown: \(end)killall-tofu daemon"
    }
    return Finding("daemon's program", .warning, text, remedy: remedy)
  }
}
