import Dispatch
import Synchronization

/// Jobs of the language in the order in which they came, for threads that sleep until there is one.
final class JobQueue: Sendable {
  private struct Jobs {
    var incoming: [UnownedJob] = []
    /// The oldest last.
    var outgoing: [UnownedJob] = []

    mutating func takeOldest() -> UnownedJob? {
      if outgoing.isEmpty {
        outgoing = incoming.reversed()
        incoming.removeAll(keepingCapacity: true)
      }
      return outgoing.popLast()
    }
  }

  private let jobs = Mutex(Jobs())
  // Counts the jobs. A semaphore is a part of libdispatch that starts no thread.
  private let count = DispatchSemaphore(value: 0)

  /// Puts a job in, and wakes one thread if one sleeps.
  func add(_ job: UnownedJob) {
    jobs.withLock { $0.incoming.append(job) }
    count.signal()
  }

  /// Takes the oldest job; the calling thread sleeps until there is one.
  func next() -> UnownedJob {
    while true {
      count.wait()
      if let job = jobs.withLock({ $0.takeOldest() }) { return job }
    }
  }
}
