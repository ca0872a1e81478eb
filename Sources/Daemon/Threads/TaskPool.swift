import Glibc

#if compiler(>=6.3) && compiler(<6.4)
  @_spi(ExperimentalScheduling) import _Concurrency
#endif

/// A few threads that run tasks, first come, first served, and sleep while there is nothing to run.
///
/// It lives as long as its threads, which is as long as the process.
final class TaskPool: TaskExecutor {
  private let jobs = JobQueue()
  private let byContinuousClock: SleepingJobs
  private let bySuspendingClock: SleepingJobs

  /// Starts the threads, and one that wakes tasks.
  ///
  /// - Throws: `SystemCallError` if the process has no descriptor left.
  init(threads: Int) throws(SystemCallError) {
    let continuous = try SleepingJobs(by: CLOCK_BOOTTIME)
    let suspending = try SleepingJobs(by: CLOCK_MONOTONIC)
    (byContinuousClock, bySuspendingClock) = (continuous, suspending)
    _ = try DescriptorWatch([continuous.timer, suspending.timer]) { [jobs] in
      for job in continuous.takeDue() + suspending.takeDue() { jobs.add(job) }
    }
    for _ in 0..<threads {
      startThread { [self] in
        while true { jobs.next().runSynchronously(on: asUnownedTaskExecutor()) }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.add(UnownedJob(job))
  }
}

#if compiler(>=6.3) && compiler(<6.4)
  extension TaskPool: SchedulingExecutor {
    func enqueue<C: _Concurrency.Clock>(
      _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
    ) {
      // Only the two clocks of the standard library ask an executor to wait for them; both count in `Duration`.
      let delay = clock.now.duration(to: instant) as? Duration
      let sleeping = clock is SuspendingClock ? bySuspendingClock : byContinuousClock
      sleeping.add(UnownedJob(job), for: delay ?? .zero)
    }
  }
#endif
