import Dispatch

/// Where a store speaks to its file: one piece of work after the other, on threads that may wait for a disk or for
/// another program's lock, as Swift's own must not.
///
/// A caller that runs here already speaks to the file without a change of thread, which takes longer than reading
/// a row: an actor that has it as its executor, or a task that prefers it.
///
///     await withTaskExecutorPreference(store.executor) { … }
public final class StoreExecutor: SerialExecutor, TaskExecutor {
  private let queue = DispatchQueue(label: "ProjectStore")
  private let key = DispatchSpecificKey<Void>()

  init() {
    queue.setSpecific(key: key, value: ())
  }

  /// Runs a job of the language when its turn has come.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in
      job.runSynchronously(
        isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }
  }

  /// Runs `body` when its turn has come, to its end even if the calling task is cancelled.
  func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    if DispatchQueue.getSpecific(key: key) != nil { return body() }
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: body()) }
    }
  }
}
