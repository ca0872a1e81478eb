import CTimer
public import Deadlines
@preconcurrency import Dispatch
import Glibc
import Synchronization

/// What an alarm tells when it goes off.
public enum Ring: Hashable, Sendable {
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
  public var rings: AsyncStream<Ring>

  /// Makes an alarm of its parts.
  public init(set: @escaping @Sendable (Timestamp?) -> Void, rings: AsyncStream<Ring>) {
    self.set = set
    self.rings = rings
  }
}

/// Why there is no alarm: the system call that failed, and the system's text.
public struct AlarmError: Error, Hashable, Sendable {
  /// The system call.
  public var call: String
  /// What the system said.
  public var text: String
}

extension Alarm {
  /// An alarm on a timerfd (`timerfd_create(2)`): no wake-up comes before its time, and none without need.
  ///
  /// Timers of libdispatch do not notice when the wall clock is set; `TFD_TIMER_CANCEL_ON_SET` does.
  ///
  /// - Throws: `AlarmError` if the system gives no timer.
  public static func system() throws(AlarmError) -> Alarm {
    let descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
    guard descriptor >= 0 else {
      throw AlarmError(call: "timerfd_create", text: String(cString: strerror(errno)))
    }
    let (rings, continuation) = AsyncStream<Ring>.makeStream(bufferingPolicy: .bufferingNewest(8))
    let lastSet = Mutex<Timestamp?>(nil)
    let source = DispatchSource.makeReadSource(
      fileDescriptor: descriptor, queue: DispatchQueue(label: "Daemon.alarm"))
    source.setEventHandler {
      var expirations: UInt64 = 0
      let count = read(descriptor, &expirations, MemoryLayout.size(ofValue: expirations))
      if count > 0 {
        continuation.yield(.timePassed)
      } else if errno == ECANCELED {
        // The timer stays cancelled until it is set again, so at once: the next change must not go unnoticed.
        lastSet.withLock { arm(descriptor, $0) }
        continuation.yield(.clockChanged)
      }
    }
    source.setCancelHandler { close(descriptor) }
    continuation.onTermination = { _ in source.cancel() }
    arm(descriptor, nil)
    source.activate()
    let set: @Sendable (Timestamp?) -> Void = { time in
      lastSet.withLock {
        $0 = time
        arm(descriptor, time)
      }
    }
    return Alarm(set: set, rings: rings)
  }
}

/// The kernel reports a change of the clock only to a timer that is armed, so "never" is a time far away.
private func arm(_ descriptor: Int32, _ time: Timestamp?) {
  let farAway: Int64 = 1 << 40
  var spec = itimerspec()
  spec.it_value.tv_sec = Int(min(max(time?.seconds ?? farAway, 1), farAway))
  let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
  timerfd_settime(descriptor, flags, &spec, nil)
}
