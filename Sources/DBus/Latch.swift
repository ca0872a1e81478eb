import Synchronization

/// Something that happens once and that any number of tasks may wait for.
final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [Promise<Void>] = []
  }

  private let state = Mutex(State())

  /// Lets everybody through, now and later.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for promise in waiting { promise.fulfil(()) }
  }

  /// Whether it has happened.
  var isOpen: Bool { state.withLock(\.isOpen) }

  /// Returns once it has happened, or when the waiting task is cancelled.
  func wait() async {
    let promise = Promise<Void>()
    let isOpen = state.withLock { state in
      // Those cancelled since are let go here.
      state.waiting.removeAll(where: \.isFulfilled)
      if !state.isOpen { state.waiting.append(promise) }
      return state.isOpen
    }
    if !isOpen { await promise.value(whenCancelled: ()) }
  }
}
