import Synchronization

/// A value that one task waits for; the first to fulfil it wins, later ones are ignored.
final class Promise<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case awaited(CheckedContinuation<Value, Never>)
    case fulfilled(Value)
  }

  private let state = Mutex(State.empty)

  /// Fulfils the promise unless that has been done.
  func fulfil(_ value: Value) {
    let waiting: CheckedContinuation<Value, Never>? = state.withLock { state in
      switch state {
      case .fulfilled: return nil
      case .empty:
        state = .fulfilled(value)
        return nil
      case .awaited(let continuation):
        state = .fulfilled(value)
        return continuation
      }
    }
    waiting?.resume(returning: value)
  }

  /// Whether it has been fulfilled.
  var isFulfilled: Bool {
    state.withLock { if case .fulfilled = $0 { true } else { false } }
  }

  /// Waits for the value, or fulfils the promise with `fallback` when the waiting task is cancelled.
  ///
  /// At most one task may wait.
  func value(whenCancelled fallback: Value) async -> Value {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known: Value? = state.withLock { state in
          if case .fulfilled(let value) = state { return value }
          state = .awaited(continuation)
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      fulfil(fallback)
    }
  }
}
