#if compiler(>=6.3) && compiler(<6.4)
  @_spi(ExperimentalCustomExecutors) import _Concurrency
  import Foundation

  /// The main thread, where the main actor's jobs run and which sleeps while it has none.
  final class MainThread: MainExecutor {
    private let jobs = JobQueue()

    func enqueue(_ job: consuming ExecutorJob) {
      jobs.add(UnownedJob(job))
    }

    /// Runs jobs until the process ends; to be called on the main thread.
    func runForever() -> Never {
      while true { jobs.next().runSynchronously(on: asUnownedSerialExecutor()) }
    }

    func run() {
      runForever()
    }

    func stop() {
      preconditionFailure("the main thread runs until the process ends")
    }

    func checkIsolated() {
      precondition(Thread.isMainThread, "not on the main thread")
    }
  }
#endif
