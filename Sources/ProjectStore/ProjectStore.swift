public import Deadlines

/// The SQLite file with the projects, their executions and the audit log.
///
/// Programs that know only the seed's tables may read and write the same file at the same time. Every write
/// is one transaction, durable (power loss included) when the call returns, and runs to its end even if the
/// calling task is cancelled. The file is closed when the last reference goes.
public final class ProjectStore: Sendable {
  /// Path of the file, as it was given; nil in memory.
  public let path: String?
  /// Device and inode of the file that was opened; nil in memory.
  public let identity: FileIdentity?
  /// The migration carried out at opening; nil if the file was up to date.
  public let upgrade: Upgrade?
  /// Who speaks to the file.
  public let engine: Engine
  /// Where the file is spoken to.
  public let executor = StoreExecutor()
  let file: any EngineFile

  init(file: any EngineFile, engine: Engine, path: String?, identity: FileIdentity?, upgrade: Upgrade?) {
    self.file = file
    self.engine = engine
    self.path = path
    self.identity = identity
    self.upgrade = upgrade
  }

  /// The rows of `projects`.
  public var projects: ProjectRepository { ProjectRepository(store: self) }
  /// The rows of `executions`.
  public var executions: ExecutionRepository { ExecutionRepository(store: self) }
  /// The rows of `events`, the audit log.
  public var events: EventRepository { EventRepository(store: self) }

  /// What to call the file in errors.
  var place: String { path ?? ":memory:" }

  /// Makes sure that the path still names the file that was opened.
  ///
  /// - Throws: `StoreError.replaced` if it was removed or replaced. A store in memory is always in place.
  public func checkIdentity() throws(StoreError) {
    guard let path, let identity else { return }
    guard FileIdentity(ofFileAt: path) == identity else { throw .replaced(path: path) }
  }

  /// Reads every page of the file and compares every index with its table, which takes time in proportion to its size.
  ///
  /// - Throws: `StoreError.corrupt` with what SQLite found first.
  public func verify() async throws(StoreError) {
    let place = place
    try await read { connection in
      let answer = try connection.text("PRAGMA integrity_check(1)")
      if let answer, answer != "ok" { throw StoreError.corrupt(path: place, text: answer) }
    }
  }
}
