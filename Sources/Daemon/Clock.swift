import CTimer
public import Deadlines
import Glibc

/// Reads the clocks; handed to whoever needs the time, so that tests can turn it by hand.
public struct Clock: Sendable {
  /// Reads all clocks at once.
  public var now: @Sendable () -> Moment

  /// Makes a clock from what reads it.
  public init(now: @escaping @Sendable () -> Moment) {
    self.now = now
  }

  /// The clocks of this machine.
  ///
  /// Where the kernel's boot id cannot be read, this process stands for the boot: warnings given before it started
  /// then count for nothing, which errs on the safe side.
  public static let system: Clock = {
    let boot = bootID() ?? "process-\(getpid())-\(read(CLOCK_BOOTTIME).wholeSeconds)"
    return Clock {
      let awake = read(CLOCK_MONOTONIC)
      return Moment(
        wall: Timestamp(read(CLOCK_REALTIME).wholeSeconds), awake: awake,
        asleep: max(.zero, read(CLOCK_BOOTTIME) - awake), bootID: boot,
        isClockSynchronised: isSynchronised())
    }
  }()
}

private func read(_ clock: clockid_t) -> Duration {
  var time = timespec()
  clock_gettime(clock, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// Whether the kernel says that something disciplines the wall clock; asking changes nothing and needs no privilege.
private func isSynchronised() -> Bool {
  var state = timex()
  let answer = adjtimex(&state)
  return answer >= 0 && answer != TIME_ERROR && state.status & STA_UNSYNC == 0
}

private func bootID() -> String? {
  guard let file = fopen("/proc/sys/kernel/random/boot_id", "re") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 64)
  let count = fread(&bytes, 1, bytes.count, file)
  let text = String(decoding: bytes.prefix(count), as: UTF8.self).filter { $0.isHexDigit || $0 == "-" }
  return text.isEmpty ? nil : text
}
