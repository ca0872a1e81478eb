public import Deadlines

extension ProjectRepository {
  /// The project, marked as sharing its name where the name alone would be ambiguous on a command line, or mean another.
  ///
  /// Where the file cannot be read it counts as sharing it: its number is always right.
  public func toldApart(_ project: Project) async -> Project {
    var project = project
    project.sharesName = await isMeantByOthers(project)
    return project
  }

  private func isMeantByOthers(_ project: Project) async -> Bool {
    // No cell that makes sense holds a NUL, which would end the text for SQLite; and blank names mean nothing.
    let name = project.name
    guard !name.containsNUL, let found = try? await fetch(.all.filter({ $0.name == name })) else {
      return true
    }
    return !found.damaged.isEmpty || found.values.contains { $0.takesName(from: project) }
  }
}

extension Project {
  /// Whether a name that both have would mean this one, or either: those that were removed yield to the others.
  fileprivate func takesName(from other: Project) -> Bool {
    id != other.id && (other.isRemoved || !isRemoved)
  }
}

extension Listing<Project> {
  /// The projects, those marked as sharing their name that another one of the listing takes.
  public func toldApart(_ projects: [Project]) -> [Project] {
    let listed = Dictionary(values.lazy.filter { !$0.isRemoved }.map { ($0.name, 1) }, uniquingKeysWith: +)
    // As a rule there is nothing to mark.
    guard listed.count < values.count else { return projects }
    let all = Dictionary(values.map { ($0.name, 1) }, uniquingKeysWith: +)
    return projects.map { project in
      let count = (project.isRemoved ? all : listed)[project.name] ?? 0
      guard count > 1 else { return project }
      var project = project
      project.sharesName = true
      return project
    }
  }
}
