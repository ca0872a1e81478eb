internal import Synchronization

/// A result that somebody on another thread settles once, awaited for a limited time.
final class Answer<Value: Sendable>: Sendable {
  private enum State {
    case open(CheckedContinuation<Void, Never>?)
    case settled(Result<Value, NotificationFailure>)
  }

  private let state = Mutex(State.open(nil))

  /// Whether nobody waits for the result any more.
  var isSettled: Bool {
    state.withLock { if case .settled = $0 { true } else { false } }
  }

  /// Gives the result; false when it had been settled before, by a time limit for instance.
  @discardableResult
  func settle(_ result: Result<Value, NotificationFailure>) -> Bool {
    let (isFirst, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
      guard case .open(let waiter) = state else { return (false, nil) }
      state = .settled(result)
      return (true, waiter)
    }
    waiter?.resume()
    return isFirst
  }

  /// Waits for the result, no longer than `limit` and only while the task is not cancelled.
  func value(within limit: Duration) async throws(NotificationFailure) -> Value {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let isOver = (try? await Task.sleep(for: limit)) != nil
        self.settle(.failure(isOver ? .timedOut(limit) : .cancelled))
      }
      await settled()
      group.cancelAll()
    }
    switch state.withLock({ $0 }) {
    case .settled(let result): return try result.get()
    case .open: throw .stopped
    }
  }

  private func settled() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        guard case .open = state else { return false }
        state = .open(continuation)
        return true
      }
      if !isOpen { continuation.resume() }
    }
  }
}
