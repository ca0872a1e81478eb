import Foundation

/// Runs what blocks its thread on a thread of its own, where that holds nobody up.
///
/// A global queue of libdispatch would do the same, but from its first thread on it wakes the process once a second.
func onOwnThread<Value: Sendable, Failure>(
  _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
  let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(returning: Result { () throws(Failure) in try body() })
    }
  }
  return try result.get()
}
