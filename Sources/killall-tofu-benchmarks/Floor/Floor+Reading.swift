import Deadlines

extension Floor {
  /// Finds a project by its id.
  func find(_ id: Project.ID) throws -> Project? {
    findByID.bind(1, id.number)
    defer { findByID.reset() }
    return try findByID.step() ? findByID.project() : nil
  }

  /// Lists the active projects.
  func active() throws -> [Project] { try rows(of: findActive) }

  /// Lists the active projects whose deadline comes within `span`, the nearest first.
  func expiring(within span: Duration, at now: Timestamp) throws -> [Project] {
    findExpiring.bind(1, now.seconds)
    findExpiring.bind(2, (now + span).seconds)
    return try rows(of: findExpiring)
  }

  /// Finds the project whose deadline comes next.
  func nextDeadline(from now: Timestamp) throws -> Project? {
    findNext.bind(1, now.seconds)
    defer { findNext.reset() }
    return try findNext.step() ? findNext.project() : nil
  }

  private func rows(of statement: FloorStatement) throws -> [Project] {
    defer { statement.reset() }
    var projects: [Project] = []
    while try statement.step() { projects.append(try statement.project()) }
    return projects
  }
}
