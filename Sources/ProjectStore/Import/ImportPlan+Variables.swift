public import Deadlines

extension ImportPlan {
  /// Has every project that is not over wait for consent where a project file lies in its directory: what the original found
  /// in that by itself nobody has allowed.
  ///
  /// - Parameter hasFile: whether there is one in the directory at this path.
  public mutating func demandConsent(
    at now: Moment, policy: Policy, where hasFile: (String) -> Bool
  ) {
    for place in projects.indices where projects[place].project.status.isActive {
      guard hasFile(projects[place].project.path) else { continue }
      projects[place].notes.append(.projectFile)
      projects[place].project.source = .file
      projects[place].project.file = FileStanding(consent: .unasked)
      projects[place].project.reconsider(at: now, policy: policy)
    }
  }

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
