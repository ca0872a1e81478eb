import Foundation

/// Does `work`, which blocks, on a thread of its own: the few threads that run tests stay free for other tests.
package func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    startOwnThread { continuation.resume(returning: work()) }
  }
}

/// The same without anybody who waits for it.
func startOwnThread(_ work: @escaping @Sendable () -> Void) {
  Thread.detachNewThread {
    // A child that stops reading must not end the tests with SIGPIPE.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    work()
  }
}

/// Does `body` and then `end`, also where `body` throws; `defer` cannot wait.
package func doing(_ body: () async throws -> Void, finally end: () async -> Void) async throws {
  do {
    try await body()
  } catch {
    await end()
    throw error
  }
  await end()
}
