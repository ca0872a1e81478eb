import DBus
import Deadlines
import Executor
public import ProjectStore
public import Settings
public import Wording

/// Looks at all that the program stands on, without changing or starting anything.
///
/// Nothing that hangs holds it up for long: each question has a time limit.
public struct Checkup: Sendable {
  /// What was found about one part.
  public struct Section: Hashable, Sendable {
    /// The part, in a word or two.
    public var title: String
    /// What was found, in the order in which a person wants to read it.
    public var findings: [Finding]
  }

  /// How long one question may take.
  static let limit: Duration = .seconds(3)

  /// Where this user's files lie; nil if that cannot be told, and then why.
  let places: Places?
  let placesTrouble: String?
  /// The database to look at; nil where neither the user nor the places name one.
  let database: String?
  let engine: ProjectStore.Engine
  let environment: [String: String]
  /// Where an entry that starts the daemon at login may lie, the most important first.
  let autostart: [String]
  var session = Bus.session
  var system = Bus.system
  var clock = Clock.system

  /// Prepares to look at the file at `database`, as whoever runs in `environment` sees everything.
  ///
  /// - Parameters:
  ///   - places: Where this user's files lie; nil if that cannot be told, for the reason `placesTrouble`.
  ///   - autostart: Where an entry that starts the daemon at login may lie, the most important first.
  public init(
    places: Places?, placesTrouble: String? = nil, database: String?, engine: ProjectStore.Engine,
    environment: [String: String], autostart: [String]
  ) {
    self.places = places
    self.placesTrouble = placesTrouble
    self.database = database
    self.engine = engine
    self.environment = environment
    self.autostart = autostart
  }

  /// Looks at everything at once; takes as long as the slowest answer.
  public func sections() async -> [Section] {
    async let sessionBus = BusQuestions.open(session)
    async let systemBus = BusQuestions.open(system)
    async let settingsLook = lookAtSettings()
    let file = await lookAtFile()
    let settings = await settingsLook
    let scene = Scene(
      settings: settings, file: file, desktop: DesktopEnvironment(environment["XDG_CURRENT_DESKTOP"]),
      isWarningRequired: settings.settings.policy.notificationsRequired)
    let (ours, machine) = await (sessionBus, systemBus)
    async let bus = bus(ours, scene)
    async let notifications = notifications(ours, scene)
    async let tray = tray(ours, scene)
    async let logind = logind(machine)
    async let trees = trees(scene)
    async let projects = projects(scene)
    async let tools = tools(scene)
    async let autostart = autostartFindings()
    async let folders = folders()
    let all = await [
      Section(title: "bus", findings: bus),
      Section(title: "notifications", findings: notifications),
      Section(title: "tray", findings: tray),
      Section(title: "logind", findings: logind),
      Section(title: "database", findings: file.findings),
      Section(title: "clock", findings: clock(file)),
      Section(title: "settings", findings: settings.findings + inUse(settings, scene)),
      Section(title: "watched trees", findings: trees),
      Section(title: "projects", findings: projects),
      Section(title: "tools", findings: tools),
      Section(title: "autostart", findings: autostart),
      Section(title: "folders", findings: folders),
    ]
    return all.filter { !$0.findings.isEmpty }
  }
}

extension Checkup {
  /// What the first looks brought, for those that follow.
  struct Scene: Sendable {
    var settings: SettingsLook
    var file: DatabaseLook
    var desktop: DesktopEnvironment
    var isWarningRequired: Bool
    /// The daemon that serves the database, by the lock beside it.
    var daemon: SeenProcess? { file.daemon }
  }

  /// A file system that does not answer holds up no more than a thread.
  func onDisk<Value: Sendable>(
    within limit: Duration = Checkup.limit, _ look: @escaping @Sendable () -> Value
  ) async -> Value? {
    await onOwnThread(within: limit, look)
  }
}
