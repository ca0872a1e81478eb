/// What `doctor` says about the tray and about logind.
extension Finding {
  /// Whether somebody shows tray icons.
  public static func tray(hasWatcher: Bool, hasHost: Bool, on desktop: DesktopEnvironment) -> Finding {
    if hasWatcher && hasHost { return Finding("host", .ok, "icons of StatusNotifierItem are shown") }
    let text = hasWatcher ? "a watcher runs, but no panel shows its icons" : "no program shows tray icons"
    return Finding(
      "host", .warning, "\(text): notifications and the command line do without", remedy: desktop.trayRemedy)
  }

  /// The watcher has the name and does not answer.
  public static func silentTray(_ process: SeenProcess, within limit: String) -> Finding {
    Finding(
      "host", .warning, "\(process.words) does not answer within \(limit): no tray icon is shown",
      remedy: process.remedy(ending: "end it, and the desktop may start it anew"))
  }

  /// There is no logind; `failure` is what the system says about it.
  public static func noLogind(_ failure: String) -> Finding {
    Finding(
      "logind", .warning,
      "none (\(failure.oneLine)): a teardown does not keep the machine awake, nobody is warned before it sleeps, and "
        + "the last logout may end a teardown",
      remedy: "where there is no systemd, elogind does the same")
  }

  /// logind is there, and the bus starts it when it is needed.
  public static let logindLater = Finding("logind", .ok, "not running; the bus starts it when it is needed")

  /// The system bus has logind, which does not answer.
  public static func silentLogind(within limit: String) -> Finding {
    Finding(
      "logind", .warning, "does not answer within \(limit): a teardown does not keep the machine awake",
      remedy: "systemctl status systemd-logind")
  }

  /// How long a delay inhibitor puts a sleep off, in words.
  public static func delay(_ longest: String) -> Finding {
    Finding("sleep", .ok, "delay locks are there: up to \(longest) to warn before the machine sleeps")
  }

  /// Whether the user's services outlive the last logout; nil where this user is not logged in there.
  public static func lingering(isOn: Bool?) -> Finding {
    switch isOn {
    case true?: Finding("lingering", .ok, "on: teardowns and the daemon outlive a logout")
    case false?:
      Finding("lingering", .ok, "off: the daemon takes it while a teardown runs, where policy allows that")
    case nil:
      Finding("lingering", .ok, "not asked: logind knows of no session of this user")
    }
  }
}
