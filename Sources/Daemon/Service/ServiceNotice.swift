import CTimer
import Glibc

/// Something that whoever runs us as a service is told; see sd_notify(3).
enum ServiceNotice: Hashable, Sendable {
  /// We can be called, and what the file asks for at once has been seen to.
  case ready
  /// The settings are read again; ``ready`` follows.
  case reloading
  /// We are on our way out.
  case stopping
  /// The schedule works and the file answers.
  case alive
  /// What people read about us, on one line.
  case status(String)

  /// The assignments, one a line, as they are sent.
  ///
  /// - Parameter now: `CLOCK_MONOTONIC` in microseconds; whoever listens tells by it which reload this is.
  func text(at now: UInt64 = monotonicMicroseconds()) -> String {
    switch self {
    case .ready: "READY=1"
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(now)"
    case .stopping: "STOPPING=1"
    case .alive: "WATCHDOG=1"
    // A line break in the name of a project would begin another assignment.
    case .status(let words): "STATUS=\(words.replacing(/[\n\r\0]/, with: " "))"
    }
  }
}

private func monotonicMicroseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
}
