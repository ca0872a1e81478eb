extension Sequence<Project> {
  /// The projects that are due and wait for a place, what is claimed next at the front, as far as their rows tell.
  ///
  /// Empty while fewer teardowns are under way than may be at a time. A daemon knows more: when the machine woke.
  public func queue(at now: Moment, policy: Policy) -> [Project.ID] {
    let projects = Array(self)
    guard projects.count(where: { $0.status == .destroying }) >= Swift.max(1, policy.maximumConcurrent) else {
      return []
    }
    return projects.filter { project in
      // Waiting in the queue is not lateness.
      let circumstances = Circumstances(
        now: now, policy: policy, queuedSince: project.due(at: now, policy: policy))
      return project.standing(in: circumstances) == .due
    }
    .sorted { ($0.deadline ?? now.wall, $0.id) < ($1.deadline ?? now.wall, $1.id) }.map(\.id)
  }
}
