public import Deadlines

extension ImportPlan {
  /// Reads the original program's file at `path` and says what is to be taken over from it at `now`.
  ///
  /// The file is only read: not a byte of it or of its folder changes.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for another program's lock.
  ///   - resolve: the directory a path names, so that one project is never taken twice.
  /// - Throws: `ImportError` if there is nothing to be read, or it is not the original program's.
  public static func read(
    from path: String, at now: Timestamp, patience: Duration = .seconds(5),
    resolve: @escaping @Sendable (String) -> String = { $0 }
  ) async throws(ImportError) -> ImportPlan {
    try await onOwnThread { () throws(ImportError) in
      let file = try ForeignFile(readingFrom: ForeignSource(path: path, patience: patience))
      return ImportPlan(file, at: now, resolve: resolve)
    }
  }
}

extension ProjectStore {
  /// What came of taking a plan over.
  public struct ImportOutcome: Hashable, Sendable {
    /// The projects as stored, in the order of the plan.
    public var taken: [Project] = []
    /// The plan's projects whose path is registered already; they were left as they are.
    public var present: [ImportedProject] = []
    /// How many events of no project are new.
    public var events = 0

    /// Nothing taken.
    public init() {}
  }

  /// Writes what `plan` says in one transaction: all of it, or nothing.
  ///
  /// A path that is registered already is left as it is, history included, so taking a plan over twice changes nothing.
  ///
  /// - Parameters:
  ///   - now: the time, asked once the file is ours to write: what became overdue meanwhile is held as well.
  ///   - log: the lines of the audit log that tell of it, from the project as stored.
  public func takeOver(
    _ plan: ImportPlan, at now: @escaping @Sendable () -> Timestamp,
    log: @escaping @Sendable (Project) -> [LogEvent]
  ) async throws(StoreError) -> ImportOutcome {
    try await record { connection in
      var outcome = ImportOutcome()
      let now = now()
      var paths = Set(try connection.texts("SELECT path FROM projects"))
      for var imported in plan.projects {
        imported.schedule(at: now)
        guard paths.insert(imported.project.path).inserted else {
          outcome.present.append(imported)
          continue
        }
        let project = try ImportWriter.insert(imported, in: connection)
        for event in log(project) { try EventWriter.insert(event, in: connection) }
        outcome.taken.append(project)
      }
      outcome.events = try ImportWriter.insert(newOf: plan.events, in: connection)
      return outcome
    }
  }

  /// The paths registered in the file at `path`, read without changing it; none if it is not there.
  ///
  /// - Throws: `ImportError` if it cannot be read.
  public static func registeredPaths(
    at path: String, patience: Duration = .seconds(5)
  ) async throws(ImportError) -> Set<String> {
    guard FileIdentity(ofFileAt: path) != nil else { return [] }
    return try await onOwnThread { () throws(ImportError) in
      do throws(ImportError) {
        return try ForeignSource(path: path, patience: patience).read { connection in
          guard try !connection.declaredTypes(of: "projects").isEmpty else { return [] }
          return Set(try connection.texts("SELECT path FROM projects"))
        }
      } catch .empty {
        return []
      }
    }
  }
}
