import Deadlines

extension ImportPlan {
  /// Makes every project that a deadline could destroy wait for its user, because its command depended on what the
  /// original's settings said: without that, it may reach for another account.
  ///
  /// - Parameter note: what it depended on; each project that is not over bears it.
  public mutating func askUser(because note: ImportNote) {
    for place in projects.indices where projects[place].project.status.isActive {
      projects[place].notes.append(note)
      if projects[place].project.status != .failed { projects[place].project.awaitsUser = true }
    }
  }
}
