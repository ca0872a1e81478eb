import Synchronization

/// What was said so far, and a way to wait for something to be said.
final class Heard<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var waiting: [(isAwaited: @Sendable (Element) -> Bool, AsyncStream<Element>.Continuation)] = []
  }

  private let state = Mutex(State())

  var all: [Element] { state.withLock(\.elements) }

  func say(_ element: Element) {
    let due = state.withLock { state in
      state.elements.append(element)
      let beginning = state.waiting.partition { $0.isAwaited(element) }
      defer { state.waiting.removeSubrange(beginning...) }
      return Array(state.waiting[beginning...])
    }
    for (_, continuation) in due { continuation.yield(element) }
  }

  /// The first element, said already or yet to be said, that `isAwaited`.
  ///
  /// - Throws: ``NeverHeard`` when the test's time limit ends the wait.
  func first(where isAwaited: @escaping @Sendable (Element) -> Bool) async throws(NeverHeard) -> Element {
    let (stream, continuation) = AsyncStream<Element>.makeStream()
    let found = state.withLock { state -> Element? in
      if let found = state.elements.first(where: isAwaited) { return found }
      state.waiting.append((isAwaited, continuation))
      return nil
    }
    if let found { return found }
    var heard = stream.makeAsyncIterator()
    guard let found = await heard.next() else { throw NeverHeard(instead: all.suffix(10).map { "\($0)" }) }
    return found
  }
}

extension Heard {
  /// The same, once it has been said so often.
  func first(
    times: Int, where isAwaited: @escaping @Sendable (Element) -> Bool
  ) async throws(NeverHeard) -> Element {
    let heard = Mutex(0)
    return try await first { element in
      guard isAwaited(element) else { return false }
      return heard.withLock { heard in
        heard += 1
        return heard == times
      }
    }
  }
}

/// Something awaited was not said.
struct NeverHeard: Error {
  /// What was said last.
  let instead: [String]
}
