import Foundation

func sleep(untilWallTime time: Duration) {
  let (seconds, attoseconds) = time.components
  var until = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
  while clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &until, nil) == EINTR {}
}

/// Whether it lived, and was one.
func killSupervisor(_ text: String) -> Bool {
  guard let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), pid > 1,
    let line = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8),
    line.contains("supervise")
  else { return false }
  return kill(pid, SIGKILL) == 0
}
