import CTimer
public import Deadlines
import Glibc
import Synchronization

/// What an alarm tells when it goes off.
public enum AlarmRing: Hashable, Sendable {
  /// The time it was set for has come.
  case timePassed
  /// Somebody set the wall clock; the alarm is not set any more.
  case clockChanged
}

/// One alarm on the wall clock, which also notices when that clock is set.
public struct Alarm: Sendable {
  /// Sets the alarm in place of what it was set for; nil: only for a change of the clock.
  public var set: @Sendable (Timestamp?) -> Void
  /// When it goes off; ends with the alarm.
  public var rings: AsyncStream<AlarmRing>

  /// Makes an alarm of its parts.
  public init(set: @escaping @Sendable (Timestamp?) -> Void, rings: AsyncStream<AlarmRing>) {
    self.set = set
    self.rings = rings
  }
}

extension Alarm {
  /// An alarm on a timerfd (`timerfd_create(2)`): no wake-up comes before its time, and none without need.
  ///
  /// Timers of libdispatch do not notice when the wall clock is set; `TFD_TIMER_CANCEL_ON_SET` does.
  ///
  /// - Throws: `SystemCallError` if the system gives no timer.
  public static func system() throws(SystemCallError) -> Alarm {
    let timer = try OpenDescriptor(
      timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK)), from: "timerfd_create")
    let (rings, continuation) = AsyncStream<AlarmRing>.makeStream(bufferingPolicy: .bufferingNewest(8))
    let lastSet = Mutex<Timestamp?>(nil)
    arm(timer, nil)
    let watch = try DescriptorWatch([timer]) {
      var expirations: UInt64 = 0
      let count = read(timer.number, &expirations, MemoryLayout.size(ofValue: expirations))
      if count > 0 {
        continuation.yield(.timePassed)
      } else if errno == ECANCELED {
        // The timer stays cancelled until it is set again, so at once: the next change must not go unnoticed.
        lastSet.withLock { arm(timer, $0) }
        continuation.yield(.clockChanged)
      }
    }
    continuation.onTermination = { _ in watch.end() }
    let set: @Sendable (Timestamp?) -> Void = { time in
      lastSet.withLock {
        $0 = time
        arm(timer, time)
      }
    }
    return Alarm(set: set, rings: rings)
  }
}

/// The kernel reports a change of the clock only to a timer that is armed, so "never" is a time far away.
private func arm(_ timer: OpenDescriptor, _ time: Timestamp?) {
  let farAway: Int64 = 1 << 40
  var spec = itimerspec()
  spec.it_value.tv_sec = Int(min(max(time?.seconds ?? farAway, 1), farAway))
  let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
  timerfd_settime(timer.number, flags, &spec, nil)
}
