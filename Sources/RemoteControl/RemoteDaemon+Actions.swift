import DBus
public import Deadlines

extension RemoteDaemon {
  /// Moves the deadline of what a person called `project`; gives the new one.
  ///
  /// A path must be absolute: the daemon has another current directory.
  ///
  /// - Throws: `RemoteDaemonError`; `refused` with `limitExceeded` or `notExtendable` where the rules say so.
  public func extend(_ project: String, by duration: Duration) async throws(RemoteDaemonError) -> Timestamp {
    try await time("Extend", [.text(project), .seconds(duration)])
  }

  /// Moves the deadline of the project with this id, if it is still at `generation`; gives the new one.
  ///
  /// - Throws: `RemoteDaemonError`; `refused` with `staleGeneration` where it is not.
  public func extend(
    _ id: Project.ID, at generation: Generation?, by duration: Duration
  ) async throws(RemoteDaemonError) -> Timestamp {
    try await time("Extend", of: id, [.seconds(duration), .generation(generation)])
  }

  /// Gives up the teardown of what a person called `project`.
  ///
  /// - Throws: `RemoteDaemonError`; `refused` with `wrongState` where there is nothing to give up.
  public func cancel(_ project: String) async throws(RemoteDaemonError) {
    _ = try await ask("Cancel", [.text(project)])
  }

  /// Gives up the teardown of the project with this id, if it is still at `generation`.
  ///
  /// - Throws: `RemoteDaemonError`; `refused` with `staleGeneration` where it is not.
  public func cancel(_ id: Project.ID, at generation: Generation?) async throws(RemoteDaemonError) {
    _ = try await ask("Cancel", of: RemoteNames.project, at: path(of: id), [.generation(generation)])
  }

  /// Schedules again what a person called `project`; gives its deadline.
  ///
  /// - Throws: `RemoteDaemonError`; `refused` with `wrongState` where it is not to be resumed.
  public func resume(_ project: String) async throws(RemoteDaemonError) -> Timestamp {
    try await time("Resume", [.text(project)])
  }

  /// Schedules the project with this id again, if it is still at `generation`; gives its deadline.
  ///
  /// - Throws: `RemoteDaemonError`; `refused` with `staleGeneration` where it is not.
  public func resume(
    _ id: Project.ID, at generation: Generation?
  ) async throws(RemoteDaemonError) -> Timestamp {
    try await time("Resume", of: id, [.generation(generation)])
  }

  private func time(_ member: MemberName, _ arguments: [Value]) async throws(RemoteDaemonError) -> Timestamp {
    try read(await ask(member, arguments))
  }

  private func time(
    _ member: MemberName, of id: Project.ID, _ arguments: [Value]
  ) async throws(RemoteDaemonError) -> Timestamp {
    try read(await ask(member, of: RemoteNames.project, at: path(of: id), arguments))
  }

  private func read(_ answer: Value?) throws(RemoteDaemonError) -> Timestamp {
    guard let seconds = answer?.uint64 else { throw .unreadable("\(String(describing: answer))") }
    return Timestamp(Int64(clamping: seconds))
  }

  private func path(of id: Project.ID) throws(RemoteDaemonError) -> ObjectPath {
    guard let path = ObjectPath.project(id) else {
      throw .refused(RemoteError(.notFound, "No project has the id \(id.number)"))
    }
    return path
  }
}

extension Value {
  fileprivate static func seconds(_ duration: Duration) -> Value {
    .uint64(UInt64(clamping: duration.wholeSeconds))
  }

  fileprivate static func generation(_ generation: Generation?) -> Value {
    .uint64(UInt64(clamping: generation?.number ?? 0))
  }
}
