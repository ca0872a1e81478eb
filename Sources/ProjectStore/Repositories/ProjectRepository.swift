public import Deadlines
import SystemPackage

/// The rows of `projects`: what the seed's program did with them, and what our rules add.
///
/// The daemon itself lists every row and decides in the core; the finders are for other callers, as the seed's were.
public struct ProjectRepository: Sendable {
  let store: ProjectStore

  /// Lists the projects that a query asks for; rows that make no sense are listed apart, and count in a limit.
  ///
  /// - Throws: `StoreError` if the file cannot be read.
  public func fetch(_ query: Query<Project>) async throws(StoreError) -> Listing<Project> {
    try await store.read { try $0.projects(query) }
  }

  /// Counts the rows that a query asks for, those that make no sense included.
  public func count(_ query: Query<Project> = .all) async throws(StoreError) -> Int {
    try await store.read { try $0.count(query) }
  }

  /// Lists every project, in the order they were registered.
  public func all() async throws(StoreError) -> Listing<Project> {
    try await fetch(.all)
  }

  /// Lists the projects that are neither destroyed nor cancelled, in the order they were registered.
  public func active() async throws(StoreError) -> Listing<Project> {
    try await fetch(.active)
  }

  /// Lists the active projects whose deadline lies less than `time` ahead and is not yet past, the nearest first.
  public func expiring(within time: Duration, at now: Timestamp) async throws(StoreError) -> Listing<Project>
  {
    try await fetch(.expiring(within: time, at: now))
  }

  /// Finds the active project whose deadline comes next, `now` included; nil if there is none.
  ///
  /// - Throws: `StoreError.badCell` if its row makes no sense.
  public func nextDeadline(from now: Timestamp) async throws(StoreError) -> Project? {
    let query = Query<Project>.active.filter { $0.deadline >= now }.ordered(by: \.deadline).limit(1)
    return try await store.read { try $0.projects(query).first() }
  }

  /// Finds a project by its id; nil if there is none.
  ///
  /// - Throws: `StoreError.badCell` if the row makes no sense.
  public func find(_ id: Project.ID) async throws(StoreError) -> Project? {
    try await store.read { try $0.project(id) }
  }

  /// Finds a project by the exact text of its path; nil if there is none.
  ///
  /// - Throws: `StoreError.badCell` if the row makes no sense.
  public func find(path: String) async throws(StoreError) -> Project? {
    try await store.read { try $0.projects(.all.filter { $0.path == path }).first() }
  }

  /// Finds the project a person means: with a `/`, its path; otherwise its id or its name.
  ///
  /// One that was removed is meant by its name only where no other has it.
  ///
  /// - Throws: `ChangeError.refused` with `.notFound`, or with `.ambiguous` where several projects fit.
  public func find(meant reference: String) async throws(ChangeError) -> Project {
    let fitting: Listing<Project>
    do throws(StoreError) {
      fitting = try await fetch(.meant(by: reference))
    } catch {
      throw .store(error)
    }
    let values = fitting.values.preferringListed(over: reference)
    if let project = values.first, values.count + fitting.damaged.count == 1 {
      return project
    }
    if values.count > 1 {
      throw .refused(.ambiguous(reference, candidates: values.map(\.id)))
    }
    if let damaged = fitting.damaged.first { throw .store(.badCell(damaged.cell)) }
    throw .refused(.notFound(reference))
  }
}

extension [Project] {
  /// Those that are listed, or meant by number or path; all of them where that would leave none.
  fileprivate func preferringListed(over reference: String) -> [Project] {
    let number = Int64(reference)
    let preferred = filter { !$0.isRemoved || $0.id.number == number || reference.contains("/") }
    return preferred.isEmpty ? self : preferred
  }
}

extension Query<Project> {
  /// The projects that `reference` may stand for; a path also fits when it is written with needless parts.
  fileprivate static func meant(by reference: String) -> Query {
    // A NUL would end the text for SQLite, and no cell that makes sense holds one.
    guard !reference.containsNUL else { return all.limit(0) }
    // A project without a name is meant by its number or path; nothing means nothing.
    guard !reference.allSatisfy(\.isWhitespace) else { return all.limit(0) }
    if reference.contains("/") {
      let plain = FilePath(reference).lexicallyNormalized().string
      return all.filter { $0.path == reference || $0.path == plain }
    }
    guard let number = Int64(reference) else { return all.filter { $0.name == reference } }
    return all.filter { $0.name == reference || $0.id == Project.ID(number) }
  }
}
