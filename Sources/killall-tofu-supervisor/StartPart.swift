import ExecutionJournal
import Glibc

extension Course {
  /// Starts a part, with its start recorded before it can do anything; nil if it was asked to stop before that.
  mutating func start(
    _ part: Part, _ line: [UInt8], at place: borrowing Workplace, _ pipes: borrowing OutputPipes
  ) throws(StartFailure) -> pid_t? {
    let handover = Handover(
      arguments: CStrings(["/bin/sh", "-c"].map { Array($0.utf8) } + [line]),
      environment: place.environment.pointers, directory: place.directory.number,
      output: pipes.writer(.output), errors: pipes.writer(.error), fileLimit: fileLimit,
      gate: try Pipe.open(), report: try Pipe.open())
    let leader = try handover.fork(without: lock)
    do throws(StartFailure) {
      try recordStart(of: part, leader)
      // Whoever asked before the record was there did not see this part, and has left it to us.
      if part == .command, intent.beforeDestroy != nil, isAskedToStop {
        end(leader)
        return nil
      }
      try handover.letGo()
    } catch {
      // It runs nothing of the part's any more, and must be gone before that is said.
      end(leader)
      throw error
    }
    gate?.leave()
    gate = nil
    return leader
  }

  private mutating func recordStart(of part: Part, _ leader: pid_t) throws(StartFailure) {
    do throws(JournalError) {
      guard let identity = try ProcessIdentity(runningAs: leader) else { throw .noProcess(leader) }
      let now = Int64(time(nil))
      begunAt = begunAt ?? now
      try folder.write(Started(part, leader: identity, at: now, begunAt: begunAt))
    } catch {
      throw StartFailure(.record, error)
    }
  }

  private func end(_ leader: pid_t) {
    kill(leader, SIGKILL)
    while waitpid(leader, nil, 0) < 0, errno == EINTR {}
  }
}

extension JournalError {
  fileprivate static func noProcess(_ pid: pid_t) -> JournalError {
    .system(call: "open", path: "/proc/\(pid)/stat", errno: ESRCH)
  }
}
