import Deadlines
import Discovery
public import Executor
public import Logging
import Notifications
public import ProjectStore
import RemoteControl
import ServiceLifecycle
public import Settings
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
  }

  private let places: Places
  private let database: String
  private let engine: ProjectStore.Engine
  private let supervisor: SupervisorProgram
  private let environment: [String: String]
  private let logger: Logger

  /// Makes a daemon for the file at `database`, which `engine` speaks to, started in `environment`.
  public init(
    places: Places, database: String, engine: ProjectStore.Engine, supervisor: SupervisorProgram,
    environment: [String: String],
    logger: Logger
  ) {
    self.places = places
    self.database = database
    self.engine = engine
    self.supervisor = supervisor
    self.environment = environment
    self.logger = logger
  }

  /// Runs until SIGTERM or SIGINT; SIGHUP reads the settings again.
  ///
  /// - Throws: `DaemonError` if it cannot begin or go on; where a notification server is at hand, the user is told.
  public func run() async throws(DaemonError) -> Ending {
    do {
      return try await runUntold()
    } catch {
      let error = DaemonError(error)
      await tellFailure(error.words)
      throw error
    }
  }

  private func runUntold() async throws -> Ending {
    // Whoever has our name and only answers like a daemon must not keep this one from its work.
    if case .running(let other)? = try? await RemoteDaemon.find(), other.isGenuine {
      return .alreadyRunning(
        "Killall-Tofu \(other.version) already runs in this session and serves \(other.database)")
    }
    // Looked at first, because opening may migrate it.
    let found = FileState(ofFileAt: database)
    if let found, found.size == 0, let last = DaemonLock.lastServed(at: database), last.size > 0 {
      throw StoreError.empty(path: database)
    }
    let store = try await ProjectStore.open(
      at: database, create: places.isDefault(database) ? .fileAndFolders : .file,
      engine: engine)
    let lock: DaemonLock
    switch try DaemonLock.acquire(beside: database) {
    case .acquired(let acquired): lock = acquired
    case .taken(let pid):
      let who = pid.map { " as process \($0)" } ?? ""
      return .alreadyRunning("Killall-Tofu already runs\(who) and serves \(database)")
    }
    let loaded = Settings.load(
      from: places.settings, home: places.home, lastGood: LastGoodSettings(folder: places.state))
    logger.notice("Killall-Tofu \(killallTofuVersion) serves \(database) (engine \(engine.rawValue))")
    if let upgrade = store.upgrade { logger.notice("\(upgrade.words(for: database))") }
    // Whatever is committed after this look, the overseer notices.
    let look = try await store.look()
    try await voidWarnings(in: store, unlessServedBy: lock, found: found)
    // Beside the services: it looks at the whole history.
    async let _ = tellOfPastHistory(in: store, loaded.settings)
    try await serve(store, lock, loaded, look)
    return .stopped
  }

  /// Voids earlier warnings unless the file is as a daemon of it left it: it may have been changed back, as by a backup
  /// that was copied over it, or come from elsewhere; asking again is cheap.
  private func voidWarnings(
    in store: ProjectStore, unlessServedBy lock: DaemonLock, found: FileState?
  ) async throws(StoreError) {
    // Opening changes nothing unless it migrates, so this may be as new as the look.
    let state = store.upgrade == nil ? FileState(ofFileAt: database) : found
    guard state != lock.servedBefore else { return }
    if let before = lock.servedBefore {
      let isOther = before.identity != store.identity
      logger.warning(
        "the file \(isOther ? "is not the one served before" : "was changed while no daemon served it"): earlier warnings are void"
      )
    } else {
      logger.info("no daemon served the file under this name before: warnings of another time are void")
    }
    try await store.projects.voidWarnings()
  }

  /// Deleting is left to the user: a daemon with a wrong clock must not cost the history.
  private func tellOfPastHistory(in store: ProjectStore, _ settings: Settings) async {
    let scope = HistoryScope.past(settings.retention)
    guard let past = try? await store.history(scope, at: Clock.system.now().wall), !past.isEmpty else {
      return
    }
    logger.info("\(PurgeText.waiting(executions: past.executions, events: past.events))")
  }

  private func serve(
    _ store: ProjectStore, _ lock: DaemonLock, _ loaded: LoadedSettings, _ look: FileLook
  ) async throws {
    let settings = loaded.settings
    let mailbox = Mailbox()
    let notifier = Notifier(application: .killallTofu, logger: logger)
    let discovery = DiscoveryService(
      mailbox: mailbox, settings: settings, ignoreFile: places.ignore, logger: logger)
    let remote = RemoteControlService(
      mailbox: mailbox, store: store, settingsFile: places.settings, logger: logger,
      rescan: { discovery.rescan() })
    let announcer = Announcer(
      screen: Screen(notifier), settings: settings, clock: .system, home: places.home, mailbox: mailbox,
      publication: remote.publication, logger: logger,
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
    let overseer = Overseer(
      store: store, lock: lock, policy: settings.policy, clock: .system, alarm: try Alarm.system(),
      announcer: announcer, executor: executor, consents: Consents(folder: places.consents),
      searchPath: environment["PATH"],
      watching: FileWatching(watch: { discovery.watch($0) }, unwatch: { discovery.unwatch($0) }),
      publication: remote.publication, mailbox: mailbox, logger: logger,
      protect: { reason in
        sleep.protect(reason)
        lingering.protect(isRunning: reason != nil)
      }, lastLook: look)
    let reloading = SettingsService(
      places: places, announcer: announcer, mailbox: mailbox, discovery: discovery, logger: logger)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: NotifierService(notifier: notifier)), .init(service: overseer),
          .init(service: announcer), .init(service: remote), .init(service: reloading),
          .init(service: sleep), .init(service: lingering), .init(service: discovery),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    logger.notice("stopped; what is being torn down goes on by itself")
  }

  private var executor: Executor {
    Executor(
      folders: ExecutionFolders(root: FilePath(places.executions)), supervisor: supervisor,
      session: environment, logger: logger, place: .userScope(logger: logger))
  }

  /// Says on the desktop why there is no daemon: at login nobody reads a log, and forgotten stacks cost money.
  private func tellFailure(_ words: String) async {
    let notifier = Notifier(application: .killallTofu, timeLimit: .seconds(3), logger: logger)
    notifier.start()
    var request = NotificationRequest(
      tag: "failure", summary: "Killall-Tofu does not run: nothing is destroyed", body: words)
    request.urgency = .critical
    request.expiry = .never
    _ = try? await notifier.show(request)
    await notifier.stop()
  }
}

extension NotifyingApplication {
  static let killallTofu = NotifyingApplication(
    name: "Killall-Tofu", id: "io.github.killallgit.KillallTofu", icon: "io.github.killallgit.KillallTofu")
}
