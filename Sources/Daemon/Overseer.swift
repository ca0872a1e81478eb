import Deadlines
import Discovery
import Executor
import Logging
import ProjectStore
import ServiceLifecycle
import Settings
import Wording

/// The shell around the schedule: tells it what happens, one thing after the other, and carries out what it decides.
///
/// Everything this process writes to the file about a project is written here, between two inputs, so the schedule
/// never sees an older row after a newer one. What takes time (showing, tearing down) runs beside and reports back.
actor Overseer: Service {
  /// Work that runs beside the inputs and posts its result.
  typealias Job = @Sendable () async -> Void

  let store: ProjectStore
  let lock: DaemonLock
  let clock: Clock
  let alarm: Alarm
  let announcer: Announcer
  let executor: Executor
  let consents: Consents
  /// The `PATH` in which tofu and terraform are looked for where a project file names no command.
  let searchPath: String?
  let watching: FileWatching
  let publication: Publication
  let mailbox: Mailbox
  let logger: Logger
  /// Keeps the machine from sleep and from being switched off, for this reason; nil: no longer.
  let protect: @Sendable (String?) -> Void
  /// How long a teardown that was asked to stop may go on before its user is asked once more.
  let patienceWithStop: Duration
  /// No clock that reads less can be right.
  let buildDate: Timestamp
  var schedule: Schedule
  /// When a user last said that the clock is right, as it stands in the file.
  var vouchedAt: Timestamp?
  /// The rows as last seen, to tell what another program changed.
  var rows: [Project.ID: Project] = [:]
  /// Whether the file has been read as a whole; rows of adopted executions may be known before.
  var isLoaded = false
  /// The last look at the file after which it was read as a whole; before the first, that of whoever opened it.
  var lastLook: FileLook?
  /// Damaged rows that have been spoken of, so that each is named once.
  var knownDamage: Set<DamagedRow> = []
  /// Projects that the present input has found to be held, and of which that is to be told.
  var newlyHeld: Set<Project.ID> = []
  /// Whether holds of projects that come from files are waited for, to be told together.
  var isGathering = false
  /// The directories whose project files are being read, and whether they have changed meanwhile.
  var beingRead: [String: Bool] = [:]
  /// Bad project files that are to be told of in a moment, by directory.
  var refusedToTell: [String: (file: RefusedFile, digest: ContentDigest)] = [:]
  /// The directories of project files that cannot be taken, of which that was told.
  var refusedPlaces: Set<String> = []
  /// What was counted of late, before a teardown that the settings allow so many resources only.
  var counted: [Project.ID: Counted] = [:]
  /// How long the file has failed.
  var fileTrouble = FileTrouble()
  var jobs: [Job] = []
  /// The directories in which a teardown runs, by the folder of its execution.
  var busy: [FileIdentity: String] = [:]
  /// The executions that are followed to their end.
  var followed: [Execution.ID: Execution] = [:]
  /// How far those of them are that tell it.
  var progress: [Execution.ID: TerraformProgress] = [:]
  /// Those of them that this daemon launched.
  var launched: Set<Execution.ID> = []
  /// The last execution of each project that has had one, as published.
  var lastExecutions: [Project.ID: Execution.ID] = [:]
  /// The executions that a request to stop was passed on to.
  var askedToStop: Set<Execution.ID> = []
  /// The folders of executions that have said nothing for longer than they may.
  var silent: Set<String> = []
  /// The projects for whose teardown the machine is kept awake.
  var keptAwakeFor: Set<Project.ID> = []
  /// Who waits to hear that the question about a project is up.
  var waitingForQuestion: [Project.ID: [QuestionAnswer]] = [:]
  /// The projects about which a question may be up.
  var askedAbout: Set<Project.ID> = []
  /// How often at least it is looked whether a question is over.
  let questionPatience: Duration
  /// When, awake, the projects were last summed up.
  var lastOverview: Duration?
  /// When, awake, the settings file was last opened, or said to be missing.
  var lastSettings: (at: Duration, isThere: Bool)?
  /// Whoever runs the daemon as a service.
  let host: ServiceHost
  /// Whether the name of our interface is ours, or has been.
  var isReachable = false
  /// Whether the host has been told that we are ready.
  var isReady = false
  /// Whether what the host was told of the projects may be out of date.
  var isStatusOld = true
  /// What the host was told of the projects.
  var toldStatus: String?
  /// How a program file that replaces ours takes over.
  let succession: Succession
  /// Tells when something happens to our program file.
  var programWatch: ProgramWatch?
  /// Where a file stands that replaced it.
  var stage = Succession.Stage.none
  /// Whether it has waited so long that only what must not be interrupted still counts.
  var isPatienceOver = false
  /// Whether it waits for the screen to be calm.
  var isScreenAwaited = false
  /// Whether everything is about to end for it.
  var isMakingWay = false
  /// Whether commands of users are being carried out.
  var isAnswering = false

  /// It works where the file is spoken to: between what it reads, decides and records there is no change of thread,
  /// and while another program holds the lock it waits on a thread that may.
  nonisolated var unownedExecutor: UnownedSerialExecutor { store.executor.asUnownedSerialExecutor() }

  init(
    store: ProjectStore, lock: DaemonLock, policy: Policy, clock: Clock, alarm: Alarm, announcer: Announcer,
    executor: Executor, consents: Consents, searchPath: String? = nil, watching: FileWatching = .none,
    publication: Publication, mailbox: Mailbox, logger: Logger,
    protect: @escaping @Sendable (String?) -> Void = { _ in }, buildDate: Timestamp = ClockTrust.buildDate,
    lastLook: FileLook? = nil, patienceWithStop: Duration = .seconds(60),
    questionPatience: Duration = Confirmation.validity, host: ServiceHost = .none,
    succession: Succession = .none
  ) {
    self.store = store
    self.lock = lock
    self.clock = clock
    self.alarm = alarm
    self.announcer = announcer
    self.executor = executor
    self.consents = consents
    self.searchPath = searchPath
    self.watching = watching
    self.publication = publication
    self.mailbox = mailbox
    self.logger = logger
    self.protect = protect
    self.buildDate = buildDate
    self.patienceWithStop = patienceWithStop
    self.questionPatience = questionPatience
    self.lastLook = lastLook
    self.host = host
    self.succession = succession
    schedule = Schedule(policy: policy)
  }
}
