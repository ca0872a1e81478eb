import Synchronization

/// Work for the bus thread, from any thread.
final class Mailbox: Sendable {
  /// Something to do on the bus thread with what only that thread may touch.
  typealias Job = @Sendable (inout Session) -> Void

  private struct State {
    var jobs: [Job] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  /// What the bus thread polls along with the connection.
  let wakeup: Wakeup

  init(wakeup: consuming Wakeup) {
    self.wakeup = wakeup
  }

  /// Hands over a job; false, and nothing happens, once the connection is gone.
  @discardableResult
  func post(_ job: @escaping Job) -> Bool {
    let accepted = state.withLock { state in
      if state.isClosed { return false }
      state.jobs.append(job)
      return true
    }
    if accepted { wakeup.ring() }
    return accepted
  }

  /// Takes what has come since the last time.
  func take() -> [Job] {
    wakeup.silence()
    return state.withLock { state in
      let jobs = state.jobs
      state.jobs.removeAll()
      return jobs
    }
  }

  /// Accepts no more and gives back what was not done.
  func close() -> [Job] {
    state.withLock { state in
      state.isClosed = true
      let jobs = state.jobs
      state.jobs = []
      return jobs
    }
  }
}
