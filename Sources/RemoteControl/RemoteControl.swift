public import DBus
public import Deadlines
import Synchronization

/// Our D-Bus interface, the daemon's side: one object for the daemon and one for each project.
///
/// It lives as long as its connection; a daemon that connects again makes a new one for the same board. Fill the
/// board before ``takeName()``, so that whoever waits for the name finds all projects.
public final class RemoteControl: Sendable {
  private let connection: Connection
  private let actions: RemoteActions
  private let board: ProjectBoard
  private let daemon: Mutex<DaemonState>

  /// Shows the daemon on `connection`, and the projects that stand on `board`, of which nothing is told.
  ///
  /// From now on the board changes by ``publish(_:)-(ProjectState)`` and ``remove(_:)``, so that others are told.
  public init(
    on connection: Connection, daemon: DaemonState, board: ProjectBoard = ProjectBoard(),
    actions: RemoteActions
  ) {
    self.connection = connection
    self.actions = actions
    self.board = board
    self.daemon = Mutex(daemon)
    connection.export(board.family(actions), below: RemoteNames.projects)
    show(board.withLock { root(daemon, $0) })
  }

  /// Asks for the name by which other programs find the daemon.
  ///
  /// - Throws: `BusError`. Another daemon that has the name is a result, not an error.
  public func takeName() async throws(BusError) -> NameOutcome {
    try await connection.requestName(RemoteNames.service)
  }

  /// Shows exactly these projects, and tells of what came, changed or went.
  public func publish(_ projects: [ProjectState]) {
    update { _, board in
      let kept = Set(projects.map(\.project.id))
      for id in board.projects.keys where !kept.contains(id) { withdraw(id, from: &board) }
      for project in projects { put(project, on: &board) }
    }
  }

  /// Shows a project's new state and tells of what changed.
  ///
  /// The cost does not depend on how many projects there are.
  public func publish(_ project: ProjectState) {
    update { put(project, on: &$1) }
  }

  /// Takes a project away.
  public func remove(_ id: Project.ID) {
    update { withdraw(id, from: &$1) }
  }

  /// Shows the daemon's new state and tells of what changed.
  public func publish(_ daemon: DaemonState) {
    update { state, _ in state = daemon }
  }

  /// Takes everything away and gives the name back.
  public func withdraw() async {
    connection.withdraw(RemoteNames.root)
    try? await connection.releaseName(RemoteNames.service)
  }

  /// Changes the state under the locks, so that signals leave in the order of the changes they tell of.
  private func update(_ change: (inout DaemonState, inout Board) -> Void) {
    daemon.withLock { daemon in
      board.withLock { board in
        let before = root(daemon, board)
        change(&daemon, &board)
        let after = root(daemon, board)
        let changes = after.changes(since: before)
        guard !changes.isEmpty else { return }
        show(after)
        connection.propertiesChanged(changes, of: RemoteNames.manager, at: RemoteNames.root)
      }
    }
  }

  private func put(_ project: ProjectState, on board: inout Board) {
    guard !project.project.isRemoved else { return withdraw(project.project.id, from: &board) }
    guard let novelty = board.put(project), let path = ObjectPath.project(project.project.id) else { return }
    let object = ProjectObject(state: project, actions: actions)
    switch novelty {
    case .came: connection.tellAdded(ExportedObject([object.interface]), at: path)
    case .changed(let old):
      connection.propertiesChanged(object.changes(since: old), of: RemoteNames.project, at: path)
    }
  }

  private func withdraw(_ id: Project.ID, from board: inout Board) {
    guard board.remove(id), let path = ObjectPath.project(id) else { return }
    connection.tellRemoved([RemoteNames.project], at: path)
  }

  private func root(_ daemon: DaemonState, _ board: Board) -> ManagerObject {
    ManagerObject(
      state: daemon, activeProjects: board.activeCount, nextDeadline: board.nextDeadline, actions: actions)
  }

  private func show(_ root: ManagerObject) {
    connection.export(ExportedObject([root.interface], listsObjects: true), at: RemoteNames.root)
  }
}

extension RemoteControl {
  /// Tells that a notification server accepted a warning.
  public func warned(_ id: Project.ID, deadline: Timestamp) {
    tell("Warned", of: id, [.time(deadline)])
  }

  /// Tells that a teardown began.
  public func executionStarted(_ execution: Execution.ID, of id: Project.ID) {
    tell("ExecutionStarted", of: id, [.int64(execution.number)])
  }

  /// Tells that a teardown ended; nil for the exit code of one that a signal ended or that never started.
  public func executionFinished(
    _ execution: Execution.ID, of id: Project.ID, status: Execution.Status, exitCode: Int32?
  ) {
    tell(
      "ExecutionFinished", of: id,
      [.int64(execution.number), .string(status.rawValue), .int32(exitCode ?? -1)])
  }

  private func tell(_ member: MemberName, of id: Project.ID, _ particulars: [Value]) {
    guard let path = ObjectPath.project(id) else { return }
    // Where the connection is gone nobody could hear it.
    try? connection.send(
      .signal(member, of: RemoteNames.manager, at: RemoteNames.root, [.objectPath(path)] + particulars))
  }
}
