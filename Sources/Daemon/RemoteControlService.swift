import DBus
import Deadlines
import Logging
import ProjectStore
import RemoteControl
import ServiceLifecycle
import Synchronization
import Wording

/// Keeps our D-Bus interface on the session bus, also when the bus comes late, or goes and comes back.
final class RemoteControlService: Service {
  private struct State {
    var daemon: DaemonState
    var remote: RemoteControl?
    /// Whether it was said that nobody can ask over D-Bus, and not yet that they can again.
    var isMissed = false
  }

  let mailbox: Mailbox
  private let store: ProjectStore
  let logger: Logger
  /// What the desktop is spoken to in; whoever asks over D-Bus is answered in English.
  let language: Language
  private let settingsFile: String
  private let rescan: @Sendable () -> Void
  private let board = ProjectBoard()
  private let state: Mutex<State>
  /// Ends once the board shows what the file holds.
  private let loading = AsyncStream<Never>.makeStream()

  /// - Parameters:
  ///   - settingsFile: what desktops may have opened.
  ///   - rescan: has all watched directories looked through once more.
  init(
    mailbox: Mailbox, store: ProjectStore, settingsFile: String, language: Language = .english,
    logger: Logger,
    rescan: @escaping @Sendable () -> Void
  ) {
    self.mailbox = mailbox
    self.store = store
    self.language = language
    self.logger = logger
    self.settingsFile = settingsFile
    self.rescan = rescan
    state = Mutex(State(daemon: DaemonState(version: killallTofuVersion, database: store.path ?? "")))
  }

  /// Stays on the bus until the group shuts down.
  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      var pause = Duration.seconds(1)
      while !Task.isCancelled {
        do throws(BusError) {
          let connection = try await Connection.open(.session, serving: .sameUser)
          defer { connection.close() }
          try await serve(on: connection)
          // Not before: a bus that takes us and refuses everything is not to be asked every second.
          pause = .seconds(1)
        } catch {
          miss(error)
        }
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(60))
      }
    }
  }

  /// Says once that there is no bus, however often it is looked for.
  private func miss(_ error: BusError) {
    let isNews = state.withLock { state in
      defer { state.isMissed = true }
      return !state.isMissed
    }
    logger.log(
      level: isNews ? .notice : .debug, "no session bus, so nobody can ask over D-Bus: \(error.words)")
  }

  /// Says that programs can ask, the louder if it was said that they cannot.
  func noteReachable() {
    let isBack = state.withLock { state in
      defer { state.isMissed = false }
      return state.isMissed
    }
    logger.log(
      level: isBack ? .notice : .info, "\(isBack ? "a session bus is there now: " : "")reachable over D-Bus")
  }

  /// What the overseer tells, and how it is published.
  var publication: Publication {
    Publication(
      publish: { [self] project, lastExecution in
        update { show(ProjectState(project, lastExecution: lastExecution), by: $0.remote) }
      },
      remove: { [self] id in
        update { state in
          if let remote = state.remote { remote.remove(id) } else { board.forget(id) }
        }
      },
      warned: { [self] id, deadline in update { $0.remote?.warned(id, deadline: deadline) } },
      executed: { [self] execution, project, isNews in
        update { state in
          if let shown = board[project]?.project {
            show(ProjectState(shown, lastExecution: execution), by: state.remote)
          }
          if isNews, let execution { state.remote?.executionStarted(execution, of: project) }
        }
      },
      finished: { [self] execution, project, status, exitCode in
        update { state in
          state.remote?.executionFinished(execution, of: project, status: status, exitCode: exitCode)
        }
      },
      notificationsAvailable: { [self] isAvailable in
        update { state in
          state.daemon.notificationsAvailable = isAvailable
          state.remote?.publish(state.daemon)
        }
      },
      loaded: { [loading] in loading.continuation.finish() })
  }

  /// Publishes whether a panel shows the tray icon.
  func trayAvailable(_ isAvailable: Bool) {
    update { state in
      state.daemon.trayAvailable = isAvailable
      state.remote?.publish(state.daemon)
    }
  }

  private func show(_ project: ProjectState, by remote: RemoteControl?) {
    if let remote { remote.publish(project) } else { board.note(project) }
  }

  private func update(_ change: (inout State) -> Void) {
    state.withLock { change(&$0) }
  }

  /// Shows everything on a new connection and stays until that connection ends.
  private func serve(on connection: Connection) async throws(BusError) {
    // Whoever waits for the name shall find all projects, and nobody is told of each while they are read.
    for await _ in loading.stream {}
    state.withLock { state in
      state.remote = RemoteControl(on: connection, daemon: state.daemon, board: board, actions: actions)
    }
    defer { state.withLock { $0.remote = nil } }
    application.show(on: connection)
    // Not before: whoever waits for a name finds everything under it.
    try await keepNames(on: connection)
  }

  private var application: DesktopApplication {
    DesktopApplication { [mailbox, settingsFile, rescan] action throws(RemoteError) in
      switch action {
      case .overview: mailbox.post(.overviewWanted)
      case .rescan: rescan()
      case .settings: mailbox.post(.settingsWanted(path: settingsFile))
      }
    }
  }

  private var actions: RemoteActions {
    RemoteActions(
      extend: { [self] project, duration, generation throws(RemoteError) in
        let row = try await ask(Command(project: project, action: .extend(by: duration), offered: generation))
        return row.deadline ?? Timestamp(0)
      },
      cancel: { [self] project, generation throws(RemoteError) in
        _ = try await ask(Command(project: project, action: .cancel, offered: generation))
      },
      resume: { [self] project, generation throws(RemoteError) in
        let row = try await ask(Command(project: project, action: .resume, offered: generation))
        return row.deadline ?? Timestamp(0)
      },
      find: { [self] project throws(RemoteError) in try await find(project) },
      requestDestroy: { [mailbox] project throws(RemoteError) in
        do throws(QuestionFailure) {
          try await mailbox.requestDestroy(project)
        } catch {
          throw RemoteError(error)
        }
      },
      rescan: { [rescan] () throws(RemoteError) in rescan() })
  }

  private func ask(_ command: Command) async throws(RemoteError) -> Project {
    do {
      return try await mailbox.ask(command)
    } catch {
      throw RemoteError(error)
    }
  }

  private func find(_ project: ProjectReference) async throws(RemoteError) -> Project.ID {
    do {
      return try await store.projects.shownID(of: project)
    } catch {
      throw RemoteError(error)
    }
  }
}

extension BusError {
  /// What keeps us off the bus.
  var words: String {
    switch self {
    case .unreachable(_, let detail): detail
    case .refused(let error): error.message
    case .disconnected: "it went away"
    case .timedOut(let limit): "it did not answer within \(limit.words)"
    default: "\(self)"
    }
  }
}

extension RemoteError {
  init(_ error: CommandError) {
    switch error {
    case .refused(let refusal, _): self.init(refusal, message: error.words)
    case .store, .stopping: self.init(.storeUnavailable, error.words)
    }
  }
}
