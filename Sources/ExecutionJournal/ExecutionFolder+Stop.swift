import Glibc

/// What became of a request to stop.
public enum StopRequest: Hashable, Sendable {
  /// The command's process group got its SIGINT.
  case sent
  /// It got one before; a second would make OpenTofu and Terraform give up in the middle of their work.
  case sentBefore
  /// The execution is under way but its command not started yet.
  case notStarted
  /// There is nothing left to stop.
  case notRunning
}

extension ExecutionFolder {
  /// Asks the command to stop: one SIGINT to its process group in its whole life, as Ctrl-C does.
  ///
  /// The file `stop` remembers the request, for other processes too. It is made before the signal is sent, so that a
  /// crash in between costs the signal rather than doubling it.
  ///
  /// - Throws: `JournalError` if the record cannot be read or the request not remembered; nothing was sent then.
  public func requestStop() throws(JournalError) -> StopRequest {
    guard try isLocked() else { return .notRunning }
    guard let leader = try readStarted()?.leader else { return .notStarted }
    guard leader.bootID == (try ProcessIdentity.currentBootID()) else { return .notRunning }
    // A leader that has gone is fine: the kernel keeps its number while its group has members.
    if let present = try ProcessIdentity(runningAs: leader.pid), present != leader { return .notRunning }
    do {
      _ = try Descriptor.create(entryPath("stop"), O_WRONLY)
    } catch .system(_, _, EEXIST) {
      return .sentBefore
    }
    return kill(-leader.pid, SIGINT) == 0 ? .sent : .notRunning
  }
}
