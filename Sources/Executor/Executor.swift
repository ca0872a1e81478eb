public import Deadlines
import ExecutionJournal
public import Logging
import SystemPackage

/// Runs teardowns through supervisors, so that they outlive this process, and tells how they ended.
///
/// One teardown: ``prepare(_:)-(Teardown)``, then the claim in the database, then ``PreparedExecution/launch()``, then
/// ``RunningExecution/ending()``. After a restart ``follow(_:)`` takes the place of the first three.
public struct Executor: Sendable {
  let folders: ExecutionFolders
  let supervisor: SupervisorProgram
  let session: [String: String]
  let place: SupervisorPlace
  let logger: Logger

  /// Makes an executor that keeps its records in `folders`; `session` is this process's environment, of which a command
  /// gets what ``CommandEnvironment`` chooses.
  public init(
    folders: ExecutionFolders, supervisor: SupervisorProgram, session: [String: String], logger: Logger,
    place: SupervisorPlace = .ownSession
  ) {
    self.folders = folders
    self.supervisor = supervisor
    self.session = session
    self.place = place
    self.logger = logger
  }

  /// Prepares what a project asks for; see ``prepare(_:)-(Teardown)``.
  public func prepare(
    _ project: Project, policy: ExecutionPolicy, isLastAttempt: Bool
  ) async throws(ExecutorError) -> PreparedExecution {
    try await prepare(Teardown(project, policy: policy, isLastAttempt: isLastAttempt))
  }

  /// Checks that a teardown can be started and writes down, durably, what it will be; claims and runs nothing.
  ///
  /// A supervisor comes up meanwhile, and waits for ``PreparedExecution/launch()``.
  ///
  /// Returns when the disk has the intent, also if the task is cancelled meanwhile.
  ///
  /// - Throws: `ExecutorError` if the command, the directory or the supervisor is unusable or the record cannot be
  ///   written: then nothing may be claimed.
  public func prepare(_ teardown: Teardown) async throws(ExecutorError) -> PreparedExecution {
    let result = await onOwnThread { [self] in
      Result { () throws(ExecutorError) in try begin(teardown) }
    }
    let (directory, held, waiting) = try result.get()
    if let waiting { await place.adopt(waiting.pid, held.folder.name) }
    return PreparedExecution(
      directoryDevice: directory.identity.device, directoryInode: directory.identity.inode,
      projectDevice: directory.projectIdentity.device, projectInode: directory.projectIdentity.inode,
      held: held, waiting: waiting, supervisor: supervisor, logger: logger)
  }

  private func begin(
    _ teardown: Teardown
  ) throws(ExecutorError) -> (WorkingDirectory, HeldFolder, SupervisorProcess?) {
    try teardown.checkLines()
    try supervisor.check()
    let directory = try WorkingDirectory(of: teardown)
    let environment = CommandEnvironment(session: session, for: teardown)
    let values = EnvironmentValues(environment.entries)
    let intent = Intent(teardown, in: directory, variables: values.names)
    let held = try folders.create(intent, EnvironmentMemory(values))
    return (directory, held, try? supervisor.spawn(on: held, patience: .seconds(2)))
  }

  /// The execution in the folder of this name, whoever started it.
  public func follow(_ folder: String) -> RunningExecution? {
    folders.folder(folder).map { RunningExecution($0, supervisor: nil, logger: logger) }
  }

  /// Asks an execution to stop: one SIGINT to the process group of what runs, once in its life.
  ///
  /// - Throws: `ExecutorError` if its record cannot be read; nothing was sent then.
  public func stop(_ folder: String) throws(ExecutorError) -> StopOutcome {
    guard let location = folders.folder(folder) else { return .notRunning }
    do throws(JournalError) {
      return StopOutcome(try location.requestStop())
    } catch {
      throw ExecutorError(error)
    }
  }

  /// Kills the processes of an execution, which remembers it; only when its user, or its project, says so.
  ///
  /// - Throws: `ExecutorError` if its record cannot be read; nothing was sent then.
  public func kill(_ folder: String) throws(ExecutorError) -> StopOutcome {
    guard let location = folders.folder(folder) else { return .notRunning }
    do throws(JournalError) {
      return StopOutcome(try location.requestKill())
    } catch {
      throw ExecutorError(error)
    }
  }
}
