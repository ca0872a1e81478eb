import Glibc
import Synchronization

/// Runs `work`, which may block, on a thread of its own.
///
/// Such a wait must not sit on the cooperative pool, whose threads are as few as the processors.
func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    startThread { continuation.resume(returning: work()) }
  }
}

/// The same for waits without end: nil at once if the task is cancelled before `work` is done.
///
/// The thread is then left to finish by itself, or to end with the process.
func onOwnThreadUnlessCancelled<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
  let reply = Reply<Value>()
  return await withTaskCancellationHandler {
    await withCheckedContinuation { continuation in
      guard reply.await(by: continuation) else { return }
      startThread { reply.give(work()) }
    }
  } onCancel: {
    reply.give(nil)
  }
}

/// Runs `work`, which may hang without being to blame, on a thread of its own: nil at once when `limit` is over.
///
/// The thread is then left to finish by itself, or to end with the process.
public func onOwnThread<Value: Sendable>(
  within limit: Duration, _ work: @escaping @Sendable () -> Value
) async -> Value? {
  await withTaskGroup(of: Value?.self) { group in
    group.addTask { await onOwnThreadUnlessCancelled(work) }
    group.addTask {
      try? await Task.sleep(for: limit)
      return nil
    }
    let first = await group.next() ?? nil
    group.cancelAll()
    return first
  }
}

/// A value that is given once and awaited once, in either order; what is given later is dropped.
private final class Reply<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value?, Never>)
    case given
  }

  private let state = Mutex(State.open)

  /// Whether the value is still to come; if it was given before, the continuation has been resumed.
  func await(by continuation: CheckedContinuation<Value?, Never>) -> Bool {
    let open = state.withLock { state in
      guard case .open = state else { return false }
      state = .awaited(continuation)
      return true
    }
    // Given before it was awaited: only a cancellation can be that early.
    if !open { continuation.resume(returning: nil) }
    return open
  }

  func give(_ value: Value?) {
    let continuation = state.withLock { state -> CheckedContinuation<Value?, Never>? in
      defer { state = .given }
      guard case .awaited(let continuation) = state else { return nil }
      return continuation
    }
    continuation?.resume(returning: value)
  }
}

private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

/// Starts a detached thread; where the system has none left, `run` runs here and now.
func startThread(_ run: @escaping @Sendable () -> Void) {
  var thread = pthread_t()
  let work = Unmanaged.passRetained(Work(run))
  let result = pthread_create(
    &thread, nil,
    { argument in
      if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
      return nil
    }, work.toOpaque())
  if result == 0 {
    pthread_detach(thread)
  } else {
    work.takeRetainedValue().run()
  }
}
