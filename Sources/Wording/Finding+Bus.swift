/// A process as `doctor` names it.
public struct SeenProcess: Hashable, Sendable {
  /// Its process id; nil where the bus does not tell.
  public var id: Int32?
  /// The name of its program; nil where that cannot be read.
  public var program: String?
  /// Whether it is stopped, as by Ctrl-Z or SIGSTOP, and answers nobody until it goes on.
  public var isStopped: Bool

  /// Names a process.
  public init(id: Int32? = nil, program: String? = nil, isStopped: Bool = false) {
    self.id = id
    self.program = program
    self.isStopped = isStopped
  }

  /// `process 7 (dunst)`, as far as it is known.
  public var words: String {
    let name = program.map { " (\($0.oneLine.cutInTheMiddle(40)))" } ?? ""
    return id.map { "process \($0)\(name)" } ?? "a process that the bus does not name"
  }

  /// The line that makes it answer, or else ends it.
  func remedy(ending: String) -> String {
    guard let id else { return ending }
    return isStopped ? "it is stopped; let it go on: kill -CONT \(id)" : "\(ending): kill \(id)"
  }
}

/// What `doctor` says about the session bus and our name on it.
extension Finding {
  /// A question that was not answered in time.
  public static func silence(_ subject: String, _ level: Level = .error, within limit: String) -> Finding {
    Finding(
      subject, level, "no answer within \(limit)",
      remedy: "something hangs; look for a stopped program or a file system that does not answer")
  }

  /// Whether the session bus answers; `failure` is what the system says where it does not.
  ///
  /// Where a daemon serves the database all the same, it has a bus that cannot be reached from here.
  public static func sessionBus(failure: String?, isWarningRequired: Bool, isDaemonThere: Bool) -> Finding {
    guard let failure else { return Finding("session bus", .ok, "answers") }
    let loss =
      isDaemonThere
      ? "nothing can be asked of the daemon and the desktop from here"
      : isWarningRequired
        ? "nobody can be warned, so a daemon started here destroys nothing" : "nobody can be warned"
    return Finding(
      "session bus", isWarningRequired && !isDaemonThere ? .error : .warning, "\(failure.oneLine): \(loss)",
      remedy: "run this in a terminal of the desktop, or over SSH after: "
        + "export DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$(id -u)/bus")
  }

  /// What stands under our name on the bus.
  public enum NameHolder: Hashable, Sendable {
    /// A daemon that serves the database looked at.
    case daemon(SeenProcess, version: String)
    /// A daemon that serves another database.
    case daemonOfOther(SeenProcess, database: String)
    /// Something that has the name and does not answer.
    case silent(SeenProcess, within: String)
    /// Something that answers, but not as the daemon does.
    case stranger(SeenProcess)
    /// Nobody; the daemon of the database looked at, if one runs out of reach of this bus.
    case nobody(elsewhere: SeenProcess?)
  }

  /// Who has the well-known name `name`.
  public static func name(_ name: String, _ holder: NameHolder) -> Finding {
    let subject = "daemon's name"
    switch holder {
    case .daemon(let process, let version):
      return Finding(
        subject, .ok, "\(process.words), Killall-Tofu \(version.oneLine.cutInTheMiddle(40)), has it")
    case .daemonOfOther(let process, let database):
      return Finding(
        subject, .warning,
        "\(process.words) has it, a daemon for another database: \(database.quoted); it does nothing for this one",
        remedy: "look at that one: killall-tofu doctor --database \(database.shellWord)")
    case .silent(let process, let limit):
      return Finding(
        subject, .error, "\(process.words) has it and does not answer within \(limit)",
        remedy: process.remedy(ending: "end it, then start the daemon: killall-tofu daemon; to end it"))
    case .stranger(let process):
      return Finding(
        subject, .error,
        "\(process.words) has taken it and is no Killall-Tofu: what programs ask of \(name) it hears",
        remedy: process.remedy(ending: "find out what it is, then end it"))
    case .nobody(let daemon?):
      return Finding(
        subject, .warning,
        "nobody has it, although \(daemon.words) serves the database: it cannot be reached, nor warn, over this bus",
        remedy: "it may belong to another session; to have one here, end it and run: killall-tofu daemon")
    case .nobody(nil): return Finding(subject, .ok, "nobody has it, as no daemon runs")
    }
  }

  /// Whether the bus can start the daemon, by the service file at `path`; `missing` is the program it names in vain.
  public static func activation(file path: String?, missing program: String?, isKnown: Bool, isNeeded: Bool)
    -> Finding
  {
    let subject = "activation"
    if let path, let program {
      return Finding(
        subject, .error, "\(path.quoted) names the program \(program.quoted), which is not there",
        remedy: "install Killall-Tofu again, or remove the file: rm \(path.shellWord)")
    }
    if isKnown {
      let place = path.map { ", by \($0.oneLine)" } ?? ""
      return Finding(subject, .ok, "the bus starts the daemon when it is called\(place)")
    }
    if let path {
      return Finding(
        subject, .warning, "the bus has not read \(path.quoted) yet",
        remedy: "busctl --user call org.freedesktop.DBus / org.freedesktop.DBus ReloadConfig")
    }
    return Finding(
      subject, isNeeded ? .warning : .ok, "not installed: no command starts the daemon by itself",
      remedy: isNeeded
        ? "install Killall-Tofu for D-Bus, or start the daemon at every login: killall-tofu autostart enable"
        : nil)
  }
}
