/// A line that runs the daemon itself and takes minutes: measured only where `--only` names it.
enum LiveLine: String, CaseIterable, Sendable {
  /// How long after its deadline a project's command runs.
  case deadlineToExec = "deadline-to-exec"
  /// How often the daemon wakes while nothing is due.
  case wakeUps = "wake-ups"
}
