import CTimer
import Glibc
import Synchronization

/// Jobs whose time has not come yet, and a timer set for the first of them.
///
/// The timer is a timerfd: it can be set anew while a thread waits for it, and where no job sleeps it is not set at all.
final class SleepingJobs: Sendable {
  fileprivate struct Sleeper {
    var until: Duration
    var job: UnownedJob
  }

  /// Readable when a job's time has come.
  let timer: OpenDescriptor
  private let clock: clockid_t
  /// The first to wake last, and of those that wake at the same time the first that came.
  private let sleepers = Mutex<[Sleeper]>([])

  /// The longest sleep, a century: every sum of times stays far from the limits.
  private static let longest = Duration.seconds(100 * 365 * 86_400)

  /// Makes room for jobs that sleep by `clock`.
  init(by clock: clockid_t) throws(SystemCallError) {
    self.clock = clock
    timer = try OpenDescriptor(
      timerfd_create(Int32(clock), Int32(TFD_CLOEXEC | TFD_NONBLOCK)), from: "timerfd_create")
  }

  /// Lets `job` sleep for `delay` from now.
  func add(_ job: UnownedJob, for delay: Duration) {
    sleepers.withLock { sleepers in
      let sleeper = Sleeper(until: now() + min(max(delay, .zero), Self.longest), job: job)
      sleepers.insert(sleeper, at: sleepers.place(of: sleeper.until))
      if sleepers.last?.until == sleeper.until { set(to: sleeper.until) }
    }
  }

  /// Takes the jobs whose time has come, in its order, and sets the timer for the next.
  func takeDue() -> [UnownedJob] {
    sleepers.withLock { sleepers in
      let now = now()
      var due: [UnownedJob] = []
      while let first = sleepers.last, first.until <= now {
        due.append(first.job)
        sleepers.removeLast()
      }
      set(to: sleepers.last?.until)
      return due
    }
  }

  private func now() -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Nil: for no time; either way the timer is not readable any more for what it was set to before.
  private func set(to time: Duration?) {
    var spec = itimerspec()
    if let (seconds, attoseconds) = time?.components {
      spec.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    }
    timerfd_settime(timer.number, Int32(TFD_TIMER_ABSTIME), &spec, nil)
  }
}

extension [SleepingJobs.Sleeper] {
  /// Where to put a sleeper so that it wakes after those that are to wake at the same time or earlier.
  fileprivate func place(of time: Duration) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].until > time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
