import Synchronization

/// What was said so far, and a way to wait for something to be said.
final class Heard<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var waiting: [(isAwaited: @Sendable (Element) -> Bool, CheckedContinuation<Element, Never>)] = []
  }

  private let state = Mutex(State())

  var all: [Element] { state.withLock(\.elements) }

  func say(_ element: Element) {
    let due = state.withLock { state in
      state.elements.append(element)
      let due = state.waiting.filter { $0.isAwaited(element) }
      state.waiting.removeAll { $0.isAwaited(element) }
      return due
    }
    for (_, continuation) in due { continuation.resume(returning: element) }
  }

  /// The first element, said already or yet to be said, that `isAwaited`; the test's time limit bounds the wait.
  func first(where isAwaited: @escaping @Sendable (Element) -> Bool) async -> Element {
    await withCheckedContinuation { continuation in
      let found = state.withLock { state -> Element? in
        if let found = state.elements.first(where: isAwaited) { return found }
        state.waiting.append((isAwaited, continuation))
        return nil
      }
      if let found { continuation.resume(returning: found) }
    }
  }
}
