import Deadlines
import ProjectStore
import Settings
import Wording

extension Checkup {
  /// What a look at the database brought.
  struct DatabaseLook: Sendable {
    var findings: [Finding] = []
    /// The active projects that can be read.
    var projects: [Project]?
    /// The times that the clock is held against; nil where they cannot be read.
    var mark: ClockMark?
    /// The daemon that serves the file, by the lock beside it.
    var daemon: SeenProcess?
  }

  /// How long reading all of the file may take.
  private static let readingLimit: Duration = .seconds(20)

  /// Looks at the database; whatever is wrong with it is a finding.
  func lookAtFile() async -> DatabaseLook {
    guard let database else { return DatabaseLook() }
    // A file system that hangs is found out here, and nothing below is asked then.
    let seen = await onDisk { () -> (isAbsent: Bool, daemon: SeenProcess?) in
      _ = readFirstByte(database)
      let holder = DaemonLock.holder(beside: database)
      return (FileIdentity.isAbsent(at: database), holder.map { SeenProcess($0.processID) })
    }
    guard let (isAbsent, daemon) = seen else {
      return DatabaseLook(findings: [.place(database), .silence("file", within: Self.limitWords)])
    }
    var look = DatabaseLook(daemon: daemon)
    if isAbsent, places?.isDefault(database) ?? false {
      look.findings = [.nothingRegistered(at: database), engineFinding(sqlite: nil)]
      look.projects = []
    } else {
      look.findings = [.place(database)]
      do throws(StoreError) {
        try await read(try await StoreInspection.open(at: database, patience: Self.limit), database, &look)
      } catch {
        look.findings += [engineFinding(sqlite: nil), .unusable(error.words)]
      }
    }
    look.findings.append(.daemon(processID: daemon?.id, program: daemon?.program))
    return look
  }

  private func read(
    _ inspection: StoreInspection, _ path: String, _ look: inout DatabaseLook
  ) async throws(StoreError) {
    let store = inspection.store
    let damage = await integrity(of: inspection, at: path)
    guard inspection.isUpToDate else {
      look.findings += [
        engineFinding(sqlite: nil), .olderSchema(inspection.version, known: StoreInspection.currentVersion),
        damage,
      ]
      return
    }
    let condition = try await inspection.ask(within: Self.readingLimit) { store throws(StoreError) in
      try await store.condition()
    }
    guard let condition else {
      look.findings += [engineFinding(sqlite: nil), .unverified(within: Self.readingLimit.words, at: path)]
      return
    }
    look.findings += [
      engineFinding(sqlite: condition.sqliteVersion),
      .schema(condition.schemaVersion, migratedFrom: nil, backup: nil),
      inspection.isInWAL
        ? .writeAheadLog() : .durability(journal: condition.journalMode, synchronous: condition.synchronous),
      damage,
      .rows(projects: condition.projects, executions: condition.executions, events: condition.events),
    ]
    let active = try await store.projects.active()
    let activeDamage = Set(active.damaged)
    look.findings += condition.damaged.map { row in
      // Where the flag itself cannot be read, the project counts as active.
      let isActive =
        activeDamage.contains(row) || (row.cell.table == "projects" && row.cell.column == "active")
      return .damagedRow(
        row.cell.words, hint: row.hint, isActiveProject: isActive, remedy: row.remedy(inFileAt: path))
    }
    // A name may also be borne by one that is over, which is found by it all the same.
    look.projects = try await store.projects.all().toldApart(active.values)
    look.mark = try await store.clockMark()
  }

  private func integrity(of inspection: StoreInspection, at path: String) async -> Finding {
    do throws(StoreError) {
      let isRead: Void? = try await inspection.ask(within: Self.readingLimit) { store throws(StoreError) in
        try await store.verify()
      }
      guard isRead != nil else { return .unverified(within: Self.readingLimit.words, at: path) }
      return .integrity(damage: nil, at: path)
    } catch .corrupt(_, let text) {
      return .integrity(damage: text, at: path)
    } catch {
      return .unusable(error.words)
    }
  }

  private func engineFinding(sqlite version: String?) -> Finding {
    let isChosen = environment["KILLALL_TOFU_STORE"]?.isEmpty == false
    return .engine(engine.words, isChosen: isChosen, sqlite: version)
  }
}

extension ProjectStore.Engine {
  fileprivate var words: String {
    switch self {
    case .typed: "typed (GRDB)"
    case .raw: "raw (plain SQL on libsqlite3)"
    }
  }
}
