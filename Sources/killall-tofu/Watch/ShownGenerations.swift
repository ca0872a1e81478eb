import Deadlines

/// Which generation of each project stood on the screen at the moment a key was pressed.
///
/// Keys wait while something is read and drawn: one may have been meant for a picture several frames ago.
struct ShownGenerations {
  private struct Shown {
    var generation: Generation
    var since: ContinuousClock.Instant
    /// What stood there until then; nil for what came on the screen only then.
    var before: Generation?
  }

  private var shown: [Project.ID: Shown] = [:]

  /// Takes note of a frame that shows `projects` from `now` on.
  mutating func draw(_ projects: [Project], at now: ContinuousClock.Instant) {
    var next: [Project.ID: Shown] = [:]
    for project in projects {
      let known = shown[project.id]
      next[project.id] =
        known?.generation == project.generation
        ? known : Shown(generation: project.generation, since: now, before: known?.generation)
    }
    shown = next
  }

  /// The generation of `project` that a key pressed at `instant` was meant for; older than its own where its user cannot
  /// have seen that.
  func generation(of project: Project, pressedAt instant: ContinuousClock.Instant) -> Generation {
    guard let shown = shown[project.id], instant < shown.since, let before = shown.before else {
      return project.generation
    }
    return min(before, project.generation)
  }
}
