import Deadlines
import ExecutionJournal
import SystemPackage

extension ExecutionResult {
  /// Reads the result of an execution whose lock is free.
  ///
  /// A folder that cannot be read proves nothing, so it counts as interrupted, and the error says why.
  init(of folder: ExecutionFolder) {
    do throws(JournalError) {
      try self.init(reading: folder)
    } catch {
      self.init(ending: .interrupted, error: "\(ExecutorError(error))")
      isRecordMissing = true
    }
  }

  private init(reading folder: ExecutionFolder) throws(JournalError) {
    let state = try folder.state()
    let started = try? folder.readStarted()
    self.init(ending: .interrupted, startedAt: started.map { Timestamp($0.begunAt) })
    var interference = folder.interference
    var decisive = Part.command
    switch state {
    case .alive, .interrupted:
      break
    case .neverStarted:
      ending = .neverStarted
    case .ended(let ended):
      endedAt = Timestamp(ended.at)
      interference = ended.interference ?? interference
      isUnchecked = ended.isUnchecked
      isWorthRetrying = ended.isWorthRetrying && !interference.isStopped && !interference.isKilled
      decisive = ended.part
      ending = Ending(ended, directory: directory(of: folder))
      followingHook = HookEnding(after: ended, in: folder, directory: directory(of: folder))
    }
    wasStopped = interference.isStopped
    wasKilled = interference.isKilled
    let excerpts = OutputExcerpts(of: decisive, in: folder)
    output = excerpts.output
    error = excerpts.error
    if case .couldNotStart(let reason) = ending {
      error = reason.description
      // Of a command without a hook before it, nothing ran.
      startedAt = nil
    }
  }
}

private func directory(of folder: ExecutionFolder) -> String {
  (try? folder.readIntent()).map { String(decoding: $0.directory, as: UTF8.self) } ?? ""
}

extension ExecutionResult.Ending {
  init(_ ended: Ended, directory: String) {
    switch (ended.part, ended.outcome) {
    case (.beforeDestroy, .exited(let code)): self = .hookFailed(code: code, signal: nil)
    case (.beforeDestroy, .signalled(let signal)): self = .hookFailed(code: nil, signal: signal)
    case (_, .couldNotStart(let step, let errno)):
      self = .couldNotStart(ExecutorError(step, errno: errno, directory: directory))
    case (_, .exited(0)) where ended.leftovers.count > 0:
      self = .leftBehind(names: ended.leftovers.names, count: ended.leftovers.count)
    case (_, .exited(let code)): self = .exited(code)
    case (_, .signalled(let signal)): self = .signalled(signal)
    }
  }
}

extension HookEnding {
  /// Nil if none was wanted, or it succeeded.
  init?(after ended: Ended, in folder: ExecutionFolder, directory: String) {
    guard let hook = ended.followingHook else { return nil }
    let manner: Manner
    switch (try? folder.readHookEnded())?.outcome {
    case .exited(0): return nil
    case .exited(let code): manner = .exited(code)
    case .signalled(let signal): manner = .signalled(signal)
    case .couldNotStart(let step, let errno):
      manner = .couldNotStart(ExecutorError(step, errno: errno, directory: directory))
    case nil: manner = .interrupted
    }
    self.init(hook: ExecutionPart(hook), manner: manner)
  }
}
