public import Deadlines

/// A directory in which something was found, as rows of projects know it.
public struct ProjectPlace: Hashable, Sendable {
  /// Its absolute path.
  public var path: String
  /// What tells the directory from others, wherever it is moved; nil where that is not known.
  public var directory: String?

  /// Names a place.
  public init(path: String, directory: String? = nil) {
    self.path = path
    self.directory = directory
  }
}

/// What a row is to become, with the lines for the audit log about the row as it is stored.
public struct Reconciliation: Sendable {
  /// The row; its id counts only where there is such a row.
  public var project: Project
  /// Makes the lines.
  public var events: @Sendable (Project) -> [LogEvent]

  /// Puts both together.
  public init(_ project: Project, events: @escaping @Sendable (Project) -> [LogEvent]) {
    self.project = project
    self.events = events
  }
}

/// What became of the row of a place.
public struct Reconciled: Hashable, Sendable {
  /// The row as it was; nil where there was none.
  public var before: Project?
  /// The row as it is; nil where there is none, or it makes no sense.
  public var after: Project?
}

extension ProjectRepository {
  /// Brings rows in line with what was found at some places, in one transaction.
  ///
  /// - Parameter rule: asked for each place, by its number in `places`, with the row that has its path, and where there is
  ///   none with a row of another path whose directory it is; answers with what the row is to be, or a new one, or nil
  ///   where all stays.
  /// - Returns: for each place its row before and after.
  public func reconcile(
    _ places: [ProjectPlace], at now: Timestamp,
    _ rule: @escaping @Sendable (_ place: Int, _ row: Project?, _ moved: Project?) -> Reconciliation?
  ) async throws(StoreError) -> [Reconciled] {
    try await store.record { connection in
      try places.indices.map { index in
        do {
          return try Self.reconcile(places[index], at: now, in: connection) { rule(index, $0, $1) }
        } catch is BadCell {
          // Found before anything of this place was written, and no reason to leave the others out.
          return Reconciled()
        }
      }
    }
  }

  private static func reconcile(
    _ place: ProjectPlace, at now: Timestamp, in connection: any Connection,
    _ rule: (Project?, Project?) -> Reconciliation?
  ) throws -> Reconciled {
    let row = try connection.projects(.all.filter { $0.path == place.path }).first()
    let moved =
      try row == nil
      ? place.directory.flatMap { directory in
        try connection.projects(.all.filter { $0.directory == directory }).values.last
      } : nil
    guard let change = rule(row, moved) else { return Reconciled(before: row, after: row) }
    var project: Project
    // A place of its own has no row before it, whose directory it may ever have been.
    let known = (row ?? moved).flatMap { $0.id == change.project.id ? $0 : nil }
    if let known {
      project = try ProjectWriter.update(known, at: now, in: connection) { $0 = change.project }
      // What nobody could read there is replaced by what the file says, also where nothing else changes.
      let isReadable = change.project.unreadableConfig == nil && change.project.config == nil
      if known.unreadableConfig != nil, isReadable {
        try connection.updateOne(Project.columns.id == known.id, [StoredCell(ProjectField.config, .null)])
        project.unreadableConfig = nil
      }
    } else {
      try connection.noteTime(now)
      project = try ProjectWriter.insert(change.project, in: connection)
    }
    for event in change.events(project) { try EventWriter.insert(event, in: connection) }
    return Reconciled(before: known, after: project)
  }
}

extension Query<Project> {
  /// The projects that come from project files.
  public static var fromFiles: Query { all.filter { $0.source == .file } }

  /// The project with exactly this path.
  public static func at(_ path: String) -> Query { all.filter { $0.path == path } }

  /// The projects whose directory this is, as it was when it was last seen; see ``Deadlines/FileStanding/directory``.
  public static func inDirectory(_ identity: String) -> Query { all.filter { $0.directory == identity } }
}
