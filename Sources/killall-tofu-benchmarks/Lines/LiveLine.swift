/// A line that is not about the store: measured only where `--only` names it, as those that run the daemon take minutes.
enum LiveLine: String, CaseIterable, Sendable {
  /// What it costs to start a program from the disk, beside programs that do nothing.
  case coldStart = "cold-start"
  /// What the daemon costs at its start, and what it costs to ask it or the command line.
  case control
  /// How long after its deadline a project's command runs.
  case deadlineToExec = "deadline-to-exec"
  /// What it costs to find projects and to notice their changes.
  case discovery
  /// What a teardown costs beside its command.
  case executor
  /// What an event costs the schedule with few projects and with many.
  case schedule
  /// What the daemon costs while a panel shows its icon.
  case tray
  /// How often the daemon wakes while nothing is due.
  case wakeUps = "wake-ups"
}
