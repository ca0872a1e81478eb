import CTimer
import Deadlines
import Glibc

/// Nanoseconds since the Unix epoch: deadlines are whole seconds, but how late one is tells only this.
struct WallTime: Hashable, Comparable, Sendable {
  var nanoseconds: Int64

  init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  init(_ timestamp: Timestamp) {
    nanoseconds = timestamp.seconds * 1_000_000_000
  }

  static var now: WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// The second that runs.
  var second: Timestamp { Timestamp(nanoseconds / 1_000_000_000) }

  /// This time and half a second.
  var andAHalf: WallTime { WallTime(nanoseconds: nanoseconds + 500_000_000) }

  /// Milliseconds from `other` to here.
  func milliseconds(since other: WallTime) -> Double {
    Double(nanoseconds - other.nanoseconds) / 1e6
  }

  static func < (left: WallTime, right: WallTime) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// A timer on the wall clock, as the daemon's alarm is one.
struct WallTimer: ~Copyable {
  private let descriptor: Int32

  init() throws(LiveError) {
    descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC))
    guard descriptor >= 0 else { throw .last("timerfd_create") }
  }

  deinit {
    close(descriptor)
  }

  /// Blocks until the clock shows `time`.
  func wait(until time: WallTime) throws(LiveError) {
    var spec = itimerspec()
    spec.it_value.tv_sec = Int(time.nanoseconds / 1_000_000_000)
    spec.it_value.tv_nsec = Int(time.nanoseconds % 1_000_000_000)
    guard timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME), &spec, nil) == 0 else {
      throw .last("timerfd_settime")
    }
    var expirations: UInt64 = 0
    while read(descriptor, &expirations, MemoryLayout.size(ofValue: expirations)) < 0 {
      guard errno == EINTR else { throw .last("read") }
    }
  }
}
