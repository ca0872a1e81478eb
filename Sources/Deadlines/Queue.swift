extension Sequence<Project> {
  /// The projects that are due and wait for a place, what is claimed next at the front, as far as their rows tell.
  ///
  /// Empty while fewer teardowns are under way than may be at a time. A daemon knows more: when the machine woke.
  public func queue(at now: Moment, policy: Policy) -> [Project.ID] {
    let projects = Array(self)
    guard projects.count(where: \.isRunning) >= Swift.max(1, policy.maximumConcurrent) else {
      return []
    }
    return projects.filter { project in
      project.standing(in: Circumstances(now: now, policy: policy).queueing(project)) == .due
    }
    .sorted { ($0.deadline ?? now.wall, $0.id) < ($1.deadline ?? now.wall, $1.id) }.map(\.id)
  }
}

extension Circumstances {
  /// The same for a project that is taken to wait for a place ever since it was due: only a daemon knows better.
  public func queueing(_ project: Project) -> Circumstances {
    var queueing = self
    if let due = project.due(at: now, policy: policy) { queueing.queuedFor = max(.zero, now.wall - due) }
    return queueing
  }
}
