import Glibc

/// What became of a request to stop, or to kill.
public enum StopRequest: Hashable, Sendable {
  /// The process group of the part that runs got its signal.
  case sent
  /// It was asked to stop before; a second time would make OpenTofu and Terraform give up in the middle of their work.
  case sentBefore
  /// The execution is under way but nothing of it started yet.
  case notStarted
  /// There is nothing left to stop.
  case notRunning
  /// All processes of this group run as another user, as after `exec sudo`: it got nothing.
  case notPermitted(group: Int32)
}

extension StopRequest {
  /// What `kill`, with this result and error number, did to a group.
  init(signalling group: Int32, result: Int32, errno number: Int32) {
    self = result == 0 ? .sent : number == EPERM ? .notPermitted(group: group) : .notRunning
  }
}

extension ExecutionFolder {
  /// Asks the execution to stop: one SIGINT to a process group in its whole life, as Ctrl-C does.
  ///
  /// The file `stop` remembers the request, for other processes too. It is made before the signal is sent, so that a
  /// crash in between costs the signal rather than doubling it. No command starts after it.
  ///
  /// - Throws: `JournalError` if the record cannot be read or the request not remembered; nothing was sent then.
  public func requestStop() throws(JournalError) -> StopRequest {
    try ask(.stop, SIGINT)
  }

  /// Kills the processes of the part that runs, as often as asked.
  ///
  /// The file `kill` remembers it. No command starts after it.
  ///
  /// - Throws: `JournalError` if the record cannot be read or the request not remembered; nothing was sent then.
  public func requestKill() throws(JournalError) -> StopRequest {
    try ask(.kill, SIGKILL)
  }

  private func ask(_ mark: Mark, _ signal: Int32) throws(JournalError) -> StopRequest {
    switch try target() {
    case .nobody: return .notRunning
    case .notYet: return .notStarted
    case .group(let group):
      // Before it is remembered: what cannot be asked was not, and may be asked again.
      let request = StopRequest(signalling: group, result: kill(-group, 0), errno: errno)
      if case .notPermitted = request { return request }
    }
    guard try set(mark) || mark == .kill else { return .sentBefore }
    // Again: the part may have ended meanwhile and the next have begun. The supervisor looks for the mark after it
    // recorded that start, so one of both sees the other.
    guard case .group(let group) = try target() else { return .notRunning }
    return StopRequest(signalling: group, result: kill(-group, signal), errno: errno)
  }

  private enum Target {
    case nobody
    case notYet
    case group(Int32)
  }

  private func target() throws(JournalError) -> Target {
    let isLocked = try isLocked()
    guard let leader = try readStarted()?.leader else { return isLocked ? .notYet : .nobody }
    guard leader.bootID == (try ProcessIdentity.currentBootID()) else { return .nobody }
    if let present = try ProcessIdentity(runningAs: leader.pid) {
      return present == leader ? .group(leader.pid) : .nobody
    }
    // The kernel keeps a leader's number while its group has members, and a living supervisor sees to it that the
    // group in the record is not long gone; after its death only the leader itself is proof.
    return isLocked ? .group(leader.pid) : .nobody
  }
}
