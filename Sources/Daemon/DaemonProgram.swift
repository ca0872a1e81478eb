import Deadlines
import Discovery
public import Executor
public import Logging
import Notifications
public import ProjectStore
import RemoteControl
import ServiceLifecycle
public import Settings
import Synchronization
import SystemPackage
import UnixSignals
import Wording

/// The background process: opens the file, puts the services together and runs them until it is told to stop.
public struct DaemonProgram: Sendable {
  /// How it ended well.
  public enum Ending: Hashable, Sendable {
    /// It was asked to stop, by SIGTERM or SIGINT.
    case stopped
    /// Another daemon does the work already; the text says which.
    case alreadyRunning(String)
    /// Its program file was replaced, and the new one is to take over.
    case replaced(Successor)
  }

  let places: Places
  let database: String
  let engine: ProjectStore.Engine
  let supervisor: SupervisorProgram
  let environment: [String: String]
  let logger: Logger
  /// How long the file may be locked by another program before that counts as trouble.
  let patience: Duration

  /// Makes a daemon for the file at `database`, which `engine` speaks to, started in `environment`.
  ///
  /// - Parameter patience: how long the file may be locked by another program before that counts as trouble.
  public init(
    places: Places, database: String, engine: ProjectStore.Engine, supervisor: SupervisorProgram,
    environment: [String: String],
    logger: Logger, patience: Duration = .seconds(5)
  ) {
    self.places = places
    self.database = database
    self.engine = engine
    self.supervisor = supervisor
    self.environment = environment
    self.logger = logger
    self.patience = patience
  }

  /// Runs until SIGTERM or SIGINT; SIGHUP reads the settings again.
  ///
  /// - Throws: `DaemonError` if it cannot begin or go on; where a notification server is at hand, the user is told.
  public func run() async throws(DaemonError) -> Ending {
    let host = ServiceHost(environment: environment, logger: logger)
    let hasBegun = Mutex(false)
    do {
      return try await runUntold(host) { hasBegun.withLock { $0 = true } }
    } catch {
      let error = DaemonError(error)
      let rests = !hasBegun.withLock(\.self) && host.restartStatus != nil
      // Before a word of it: whoever hears that may send one at once, which would end this process by itself.
      let signals = rests ? await Self.trapSignals() : nil
      await tellFailure(error.words)
      if let signals { await rest(after: error.words, host, until: signals) }
      throw error
    }
  }

  private func runUntold(_ host: ServiceHost, began: () -> Void) async throws -> Ending {
    // Whoever has our name and only answers like a daemon must not keep this one from its work.
    if case .running(let other)? = try? await RemoteDaemon.find(), other.isGenuine {
      return .alreadyRunning(
        "Killall-Tofu \(other.version) already runs in this session and serves \(other.database)")
    }
    let opened: Opened
    switch try await open(telling: host) {
    case .opened(let file): opened = file
    case .stopped: return .stopped
    case .taken(let pid):
      let who = pid.map { " as process \($0)" } ?? ""
      return .alreadyRunning("Killall-Tofu already runs\(who) and serves \(database)")
    }
    let (store, lock) = (opened.store, opened.lock)
    let loaded = Settings.load(
      from: places.settings, home: places.home, lastGood: LastGoodSettings(folder: places.state))
    logger.notice("Killall-Tofu \(killallTofuVersion) serves \(database) (engine \(engine.rawValue))")
    if let upgrade = opened.upgrade { logger.notice("\(upgrade.words(for: database))") }
    // Whatever is committed after this look, the overseer notices.
    let look = try await store.look()
    try await voidWarnings(in: store, unlessServedBy: lock, found: opened.found)
    // Beside the services: it looks at the whole history.
    async let _ = tellOfPastHistory(in: store, loaded.settings)
    began()
    return try await serve(store, lock, loaded, look, host)
  }

  private func serve(
    _ store: ProjectStore, _ lock: DaemonLock, _ loaded: LoadedSettings, _ look: FileLook,
    _ host: ServiceHost
  ) async throws -> Ending {
    let settings = loaded.settings
    let mailbox = Mailbox()
    let memory = ScreenMemory(folder: places.state, boot: Clock.system.now().bootID)
    let notifier = Notifier(application: .killallTofu, leftBehind: memory.leftBehind, logger: logger)
    let discovery = DiscoveryService(
      mailbox: mailbox, settings: settings, ignoreFile: places.ignore, logger: logger)
    let remote = RemoteControlService(
      mailbox: mailbox, store: store, settingsFile: places.settings, language: language, logger: logger,
      rescan: { discovery.rescan() })
    let announcer = Announcer(
      screen: Screen(notifier), settings: settings, clock: .system, home: places.home, mailbox: mailbox,
      publication: remote.publication, logger: logger, language: language,
      memory: memory, pauseRecord: Pause.record(in: places.state),
      find: { (try? await store.projects.find($0)).flatMap(\.self) },
      brief: { [executor] project, settings in
        let files = FileRegistrar(
          store: store, consents: Consents(folder: places.consents), settings: settings,
          searchPath: environment["PATH"])
        guard await files.isAllowed(project) else { return Briefing() }
        return Briefing(await executor.outlook(of: project, policy: settings.policy.execution))
      })
    if let error = loaded.error {
      logger.error("the settings cannot be used: \(error)")
      announcer.tell(.settings(error.description))
    }
    let sleep = SleepService(
      logger: logger,
      onSleep: {
        await mailbox.announceSleep()
        await announcer.finishShowing()
      }, onWake: { mailbox.post(.schedule(.wokeUp)) })
    let lingering = LingeringService(stateFolder: places.state, executor: executor, logger: logger)
    let departure = DepartureService()
    let tray = TrayService(
      store: store, settings: settings, mailbox: mailbox, announcer: announcer, departure: departure,
      clock: .system, alarm: try Alarm.system(),
      icons: InstalledIcons(environment: environment, home: places.home),
      settingsFile: places.settings,
      available: { remote.trayAvailable($0) }, logger: logger)
    let program = ProgramFile.ofThisProcess(
      calledAs: CommandLine.arguments.first ?? "", searchPath: environment["PATH"])
    let overseer = Overseer(
      store: store, lock: lock, policy: settings.policy, clock: .system, alarm: try Alarm.system(),
      announcer: announcer, executor: executor, consents: Consents(folder: places.consents),
      searchPath: environment["PATH"],
      watching: FileWatching(watch: { discovery.watch($0) }, unwatch: { discovery.unwatch($0) }),
      publication: tray.rows.publication.and(remote.publication), mailbox: mailbox, logger: logger,
      protect: { reason in
        sleep.protect(reason)
        lingering.protect(isRunning: reason != nil)
      }, lastLook: look, host: host,
      succession: Succession(
        program: program,
        version: { [database] in await Succession.version(ofProgramAt: $0, serving: database) },
        settling: .seconds(2),
        patience: .hours(1),
        makeWay: { departure.makeWay(for: $0) }))
    let reloading = SettingsService(
      places: places, announcer: announcer, mailbox: mailbox, discovery: discovery, tray: tray,
      logger: logger, host: host)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: NotifierService(notifier: notifier)), .init(service: overseer),
          .init(service: announcer), .init(service: remote), .init(service: reloading),
          .init(service: tray), .init(service: sleep), .init(service: lingering), .init(service: discovery),
          .init(service: WatchdogService(host: host, mailbox: mailbox)),
          .init(service: RestService(logger: logger)),
          .init(service: departure, successTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    if let program, let version = departure.version {
      return .replaced(Successor(path: program.path, version: version, restartStatus: host.restartStatus))
    }
    logger.notice("stopped; what is being torn down goes on by itself")
    return .stopped
  }

  /// What the desktop is spoken to in.
  var language: Language { Language(environment: environment) }

  private var executor: Executor {
    Executor(
      folders: ExecutionFolders(root: FilePath(places.executions)), supervisor: supervisor,
      session: environment, logger: logger, place: .userScope(logger: logger))
  }
}

extension NotifyingApplication {
  static let killallTofu = NotifyingApplication(
    name: "Killall-Tofu", id: "io.github.killallgit.KillallTofu", icon: "io.github.killallgit.KillallTofu")
}
