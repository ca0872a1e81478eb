import Deadlines
import Discovery
import Executor
import Foundation
import Logging
import Notifications
import ProjectStore
import RealParts
import Settings
import Synchronization
import SystemPackage
import Testing

@testable import Daemon

/// The daemon's inner parts on a real file with a real supervisor; the clock is turned by hand, and the notification
/// server is one that does as it is told.
final class Watch: Sendable {
  private let place: TestFolder
  let store: ProjectStore
  private let lock: DaemonLock
  private let opened: FileLook
  let mailbox = Mailbox()
  /// Every row published, in order.
  let rows = Heard<Project>()
  /// Every notification that the server accepted.
  let shown = Heard<NotificationRequest>()
  /// How each of them came to its place.
  let replaced = Heard<(tag: String, how: Replacement)>()
  /// The tag of everything taken off the screen.
  let withdrawn = Heard<String>()
  /// The project of every teardown made known, and whether it had just started.
  let executed = Heard<(project: Project.ID, isNews: Bool)>()
  /// Whether a server was there, whenever one was heard of to come or to go.
  let servers = Heard<Bool>()
  /// What the alarm was set for.
  let alarms = Heard<Timestamp?>()
  private let moment: Mutex<Moment>
  private let turning = Mutex<(readings: Int, seconds: Int64)?>(nil)
  private let interference = Mutex<(@Sendable () -> Void)?>(nil)
  private let failure = Mutex<NotificationFailure?>(nil)
  /// Who shows what this watch shows, so that it is remembered; nil: nothing is.
  let server = Mutex<ServerIdentity?>(nil)
  private let running = Mutex<Announcer?>(nil)
  private let drawsButtons = Mutex(true)
  private let delay = Mutex<(@Sendable (NotificationRequest) async -> Void)?>(nil)
  private let events: AsyncStream<NotificationEvent>
  private let sayings: AsyncStream<NotificationEvent>.Continuation

  private init(patience: Duration) async throws {
    place = try TestFolder("watch")
    try FileManager.default.createDirectory(
      atPath: place.path("project"), withIntermediateDirectories: true)
    store = try await ProjectStore.open(at: place.path("test.db"), create: .file, patience: patience)
    guard case .acquired(let lock) = try DaemonLock.acquire(beside: place.path("test.db")) else {
      throw POSIXError(.EBUSY)
    }
    self.lock = lock
    opened = try await store.look()
    moment = Mutex(Moment(wall: Timestamp(1_800_000_000), awake: .seconds(9_000), bootID: "boot-1"))
    (events, sayings) = AsyncStream.makeStream()
  }

  /// Runs the parts while `body` does its test; unless the settings say otherwise a teardown has one attempt.
  ///
  /// - Parameter patience: how long the file may be locked by another program.
  static func with(
    settings: Settings = .oneAttempt, host: ServiceHost = .none, succession: Succession = .none,
    patience: Duration = .seconds(5),
    prepare: (Watch) async throws -> Void = { _ in },
    _ body: @escaping @Sendable (Watch) async throws -> Void
  ) async throws {
    let watch = try await Watch(patience: patience)
    try await prepare(watch)
    let announcer = watch.makeAnnouncer(settings)
    watch.running.withLock { $0 = announcer }
    let overseer = watch.overseer(settings, announcer, host, succession)
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      group.addTask { try await overseer.run() }
      try await body(watch)
      group.cancelAll()
    }
  }

  var folder: String { place.path }
  /// What the user decided about project files.
  var consents: Consents { Consents(folder: place.path("consent")) }
  var file: String { place.path("test.db") }
  var project: String { place.path("project") }
  var now: Moment { moment.withLock { $0 } }

  /// What the overseer reads from the clock.
  private func read() -> Moment {
    interference.withLock(\.self)?()
    let isTurning = turning.withLock { turning -> Int64? in
      guard let (readings, seconds) = turning else { return nil }
      turning = readings > 0 ? (readings - 1, seconds) : nil
      return readings > 0 ? nil : seconds
    }
    if let isTurning { moment.withLock { $0.wall = $0.wall - .seconds(isTurning) } }
    return now
  }

  /// What takes project files into the store, as the command line does.
  func registrar(_ settings: Settings = .oneAttempt) -> FileRegistrar {
    FileRegistrar(
      store: store, consents: consents, settings: settings, searchPath: "/usr/bin:/bin",
      clock: Clock { [self] in now })
  }

  /// A project on the file, as another program writes it.
  func add(
    _ name: String = "demo", timeout: String = "2 hours", command: String = "true", in seconds: Int64? = nil
  ) async throws -> Project.ID {
    let path = name == "demo" ? project : "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let new = NewProject(
      path: path, name: name, timeout: timeout, command: command,
      deadline: seconds.map { now.wall + .seconds($0) })
    let id = try await store.projects.add(new, at: now.wall) { _ in nil }.id
    // It goes through the overseer's own connection, whose commits nobody tells it of.
    mailbox.post(.storeChanged(.changed))
    return id
  }

  /// Has another program change the file.
  func sqlite(_ sql: String) async throws {
    let finished = try await ChildProcess.run(
      ["sqlite3", "-batch", "-bail", "-cmd", ".timeout 5000", place.path("test.db")], input: sql + "\n")
    try #require(finished.code == 0, "\(sql): \(finished.errors)")
  }

  /// Lets time pass and rings the alarm, as the system's does when its time has come.
  func pass(_ duration: Duration) {
    moment.withLock {
      $0.wall = $0.wall + duration
      $0.awake += duration
    }
    mailbox.post(.schedule(.timePassed))
  }

  /// The machine sleeps; what wakes first is the alarm.
  func sleep(_ duration: Duration) {
    moment.withLock {
      $0.wall = $0.wall + duration
      $0.asleep += duration
    }
    mailbox.post(.schedule(.timePassed))
  }

  /// Somebody sets the wall clock; the kernel tells.
  func setClock(by seconds: Int64, isSynchronised: Bool = false) {
    moment.withLock {
      $0.wall = $0.wall + .seconds(seconds)
      $0.isClockSynchronised = isSynchronised
    }
    mailbox.post(.schedule(.clockChanged))
  }

  /// Sets the wall clock back once it has been read so often from the next passing of time on.
  func turnsBack(by seconds: Int64, afterReadings count: Int) {
    turning.withLock { $0 = (count, seconds) }
  }

  /// Has another program act whenever the overseer reads the clock, as it does right before it writes.
  func interfere(_ act: @escaping @Sendable () -> Void) {
    interference.withLock { $0 = act }
  }

  /// Returns when everything posted before has been dealt with.
  func settle() async {
    await mailbox.announceSleep()
  }

  /// From now on the server accepts, or fails in this way.
  func serverFails(_ failure: NotificationFailure?) {
    self.failure.withLock { $0 = failure }
  }

  /// From now on the server shows no buttons.
  func serverDrawsNoButtons() {
    drawsButtons.withLock { $0 = false }
  }

  /// From now on the server does this before it shows anything.
  func beforeShowing(_ act: @escaping @Sendable (NotificationRequest) async -> Void) {
    delay.withLock { $0 = act }
  }

  func serverSays(_ event: NotificationEvent) {
    sayings.yield(event)
  }

  /// A server comes, on which these notifications of an earlier daemon are left; returns when that is heard of, so that
  /// everything after it is told to this one, and once.
  func serverComes(tookOver tags: [String]? = nil) async throws {
    let before = servers.all.count { $0 }
    let server = NotificationServer(name: "test", vendor: "", version: "1", capabilities: ["actions"])
    serverSays(.serverChanged(.present(server)))
    if let tags { serverSays(.tookOver(tags: tags)) }
    _ = try await servers.first(times: before + 1) { $0 }
  }

  /// Presses a button of what is shown.
  func press(_ label: String, on request: NotificationRequest) throws {
    let action = try #require(request.actions.first { $0.label == label })
    serverSays(.actionInvoked(tag: request.tag, key: action.key))
  }

  func row(_ status: ProjectStatus) async throws -> Project {
    try await rows.first { $0.status == status }
  }

  /// The part that shows, while the parts run.
  var announcer: Announcer {
    get throws {
      let announcer = running.withLock { $0 }
      return try #require(announcer)
    }
  }

  private func makeAnnouncer(_ settings: Settings) -> Announcer {
    let screen = Screen(
      show: { [self] request, replacement throws(NotificationFailure) in
        await delay.withLock(\.self)?(request)
        if let failure = failure.withLock({ $0 }) { throw failure }
        // Whoever hears of what was shown finds how as well.
        replaced.say((request.tag, replacement))
        shown.say(request)
        return Accepted(
          id: 1, hasActions: drawsButtons.withLock(\.self), server: server.withLock { $0 })
      }, withdraw: { [withdrawn] in withdrawn.say($0) }, events: events)
    return Announcer(
      screen: screen, settings: settings, clock: Clock { [self] in now }, home: nil, mailbox: mailbox,
      publication: publication, logger: .silent, rest: .milliseconds(20), calm: .milliseconds(20),
      memory: ScreenMemory(folder: place.path, boot: now.bootID),
      pauseRecord: StateRecord(path: place.path("pause.json")), pausePatience: .milliseconds(20),
      find: { [store] in (try? await store.projects.find($0)).flatMap(\.self) })
  }

  private func overseer(
    _ settings: Settings, _ announcer: Announcer, _ host: ServiceHost, _ succession: Succession
  ) -> Overseer {
    Overseer(
      store: store, lock: lock, policy: settings.policy, clock: Clock { [self] in read() },
      alarm: Alarm(set: { [alarms] in alarms.say($0) }, rings: AsyncStream { _ in }), announcer: announcer,
      executor: Executor(
        folders: ExecutionFolders(root: FilePath(place.path("executions"))),
        supervisor: SupervisorProgram(path: FilePath(BuiltPrograms.path("killall-tofu-supervisor"))),
        session: ["PATH": "/usr/bin:/bin"], logger: .silent),
      consents: consents, searchPath: "/usr/bin:/bin", publication: publication, mailbox: mailbox,
      logger: .silent, lastLook: opened,
      patienceWithStop: .milliseconds(100), questionPatience: .milliseconds(20), host: host,
      succession: succession)
  }

  private var publication: Publication {
    Publication(
      publish: { [rows] row, _ in rows.say(row) }, remove: { _ in }, warned: { _, _ in },
      executed: { [executed] _, project, isNews in executed.say((project, isNews)) },
      finished: { _, _, _, _ in }, notificationsAvailable: { [servers] in servers.say($0) })
  }
}

extension Settings {
  /// The defaults, but that a failure is final.
  static var oneAttempt: Settings {
    var settings = Settings()
    settings.policy.execution.maximumAttempts = 1
    return settings
  }
}

extension Logger {
  fileprivate static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
