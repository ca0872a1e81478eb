import Synchronization

/// Wishes to have the content asked again, gathered: however many there are, one asking at a time serves them.
final class Refreshes: Sendable {
  private let wishes: AsyncStream<Void>
  private let wish: AsyncStream<Void>.Continuation
  private let waiting = Mutex<[AsyncStream<Never>.Continuation]>([])

  init() {
    (wishes, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Has the content asked again, without waiting for it.
  func ask() {
    wish.yield()
  }

  /// Has the content asked again and returns once it was, after `limit` at the latest.
  func ask(within limit: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.answered() }
      group.addTask { try? await Task.sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
  }

  private func answered() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    // In this order: whoever begins to serve after the wish knows of everybody who waits for it.
    waiting.withLock { $0.append(continuation) }
    // Where nobody serves any more.
    if case .terminated = wish.yield() { continuation.finish() }
    for await _ in stream {}
  }

  /// Serves wishes, those of a moment together, until the task is cancelled.
  func serve(_ refresh: () async -> Void) async {
    for await _ in wishes {
      let answered = takeWaiting()
      await refresh()
      for continuation in answered { continuation.finish() }
    }
    for continuation in takeWaiting() { continuation.finish() }
  }

  private func takeWaiting() -> [AsyncStream<Never>.Continuation] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
