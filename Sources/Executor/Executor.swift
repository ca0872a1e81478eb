public import Deadlines
import ExecutionJournal
import Glibc
public import Logging
import SystemPackage

/// Runs teardowns through supervisors, so that they outlive this process, and tells how they ended.
///
/// One teardown: ``prepare(_:)-(Teardown)``, then the claim in the database, then ``PreparedExecution/launch()``, then
/// ``RunningExecution/ending()``. After a restart ``follow(_:)`` takes the place of the first three.
public struct Executor: Sendable {
  let folders: ExecutionFolders
  private let supervisor: SupervisorProgram
  private let session: [String: String]
  private let logger: Logger

  /// Makes an executor that keeps its records in `folders`; `session` is this process's environment, of which a command
  /// gets what ``CommandEnvironment`` chooses.
  public init(
    folders: ExecutionFolders, supervisor: SupervisorProgram, session: [String: String], logger: Logger
  ) {
    self.folders = folders
    self.supervisor = supervisor
    self.session = session
    self.logger = logger
  }

  /// Prepares what a project asks for; see ``prepare(_:)-(Teardown)``.
  public func prepare(_ project: Project) async throws(ExecutorError) -> PreparedExecution {
    try await prepare(Teardown(project))
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
      Result { () throws(ExecutorError) in
        let intent = try intent(of: teardown)
        let held = try folders.create(intent)
        return (intent.directoryIdentity, held, try? supervisor.spawn(on: held))
      }
    }
    let (directory, held, waiting) = try result.get()
    return PreparedExecution(
      directoryDevice: directory.device, directoryInode: directory.inode, held: held, waiting: waiting,
      supervisor: supervisor, logger: logger)
  }

  /// The execution in the folder of this name, whoever started it.
  public func follow(_ folder: String) -> RunningExecution? {
    folders.folder(folder).map { RunningExecution($0, supervisor: nil, logger: logger) }
  }

  /// Asks the command of an execution to stop: one SIGINT to its process group, once in its life.
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

  private func intent(of teardown: Teardown) throws(ExecutorError) -> Intent {
    try teardown.checkCommand()
    try supervisor.check()
    return Intent(
      command: teardown.command, directory: teardown.directory.bytes,
      directoryIdentity: try identifyDirectory(at: teardown.directory),
      environment: CommandEnvironment(session: session).entries)
  }
}
