public import Deadlines
import GRDB
import SystemPackage

extension ProjectStore {
  /// Lists every project, in the order they were registered; rows that make no sense are listed apart.
  public func projects() async throws(StoreError) -> Listing<Project> {
    try await read { database in
      try Listing.fetch(
        ProjectRow.order(ProjectColumn.id), in: database, hint: ProjectColumn.positions[.path],
        value: \.project)
    }
  }

  /// Finds a project by its id; nil if there is none.
  public func project(_ id: Project.ID) async throws(StoreError) -> Project? {
    try await read { try ProjectRow.with(id).fetchOne($0)?.project }
  }

  /// Finds a project by the exact text of its path; nil if there is none.
  public func project(path: String) async throws(StoreError) -> Project? {
    try await read { try ProjectRow.filter(ProjectColumn.path == path).fetchOne($0)?.project }
  }

  /// Finds the project a person means: with a `/`, its path; otherwise its id or its name.
  ///
  /// - Throws: `ChangeError.refused` with `.notFound`, or with `.ambiguous` where several projects fit.
  public func find(_ reference: String) async throws(ChangeError) -> Project {
    let fitting: Listing<Project>
    do throws(StoreError) {
      fitting = try await read { database in
        try Listing.fetch(ProjectRow.meant(by: reference), in: database, value: \.project)
      }
    } catch {
      throw .store(error)
    }
    if let project = fitting.values.first, fitting.values.count + fitting.damaged.count == 1 {
      return project
    }
    if fitting.values.count > 1 {
      throw .refused(.ambiguous(reference, candidates: fitting.values.map(\.id)))
    }
    if let damaged = fitting.damaged.first { throw .store(.badCell(damaged.cell)) }
    throw .refused(.notFound(reference))
  }
}

extension ProjectRow {
  static func with(_ id: Project.ID) -> QueryInterfaceRequest<ProjectRow> {
    filter(ProjectColumn.id == id.number)
  }

  /// The projects that `reference` may stand for; a path also fits when it is written with needless parts.
  static func meant(by reference: String) -> QueryInterfaceRequest<ProjectRow> {
    if reference.contains("/") {
      let plain = FilePath(reference).lexicallyNormalized().string
      return filter([reference, plain].contains(ProjectColumn.path)).order(ProjectColumn.id)
    }
    let named = ProjectColumn.name == reference
    guard let number = Int64(reference) else { return filter(named).order(ProjectColumn.id) }
    return filter(named || ProjectColumn.id == number).order(ProjectColumn.id)
  }
}
