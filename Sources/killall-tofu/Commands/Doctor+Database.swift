import Daemon
import Deadlines
import Foundation
import ProjectStore
import Settings
import Wording

/// What `doctor` looks at in the database.
enum DatabaseSection {
  /// Looks at the file that `options` name; whatever is wrong with it is a finding.
  static func examined(_ options: FileOptions) async throws -> DoctorSection {
    let places = try Places.ofThisUser()
    let path = options.path(in: places)
    let engine = try Session.engine(ProcessInfo.processInfo.environment)
    let findings =
      Session.isUnused(path, places)
      ? [.nothingRegistered(at: path), engineFinding(engine, sqlite: nil)]
      : [.place(path)] + (await file(at: path, engine))
    return DoctorSection(title: "database", findings: findings + [daemon(of: path)])
  }

  private static func file(at path: String, _ engine: ProjectStore.Engine) async -> [Finding] {
    do {
      return await content(of: try await ProjectStore.open(at: path, engine: engine), at: path)
    } catch {
      return [engineFinding(engine, sqlite: nil), .unusable(error.words)]
    }
  }

  private static func content(of store: ProjectStore, at path: String) async -> [Finding] {
    var findings: [Finding] = []
    do throws(StoreError) {
      let condition = try await store.condition()
      findings += [
        engineFinding(store.engine, sqlite: condition.sqliteVersion),
        .schema(condition.schemaVersion, migratedFrom: store.upgrade?.from, backup: store.upgrade?.backup),
        .durability(journal: condition.journalMode, synchronous: condition.synchronous),
        await integrity(of: store, at: path),
        .rows(
          projects: condition.projects, executions: condition.executions, events: condition.events),
      ]
      let active = Set(try await store.projects.active().damaged)
      findings += condition.damaged.map { row in
        // Where the flag itself cannot be read, the project counts as active.
        let isActive = active.contains(row) || (row.cell.table == "projects" && row.cell.column == "active")
        return .damagedRow(
          row.cell.words, hint: row.hint, isActiveProject: isActive, remedy: row.remedy(inFileAt: path))
      }
    } catch {
      findings = [engineFinding(store.engine, sqlite: nil), .unusable(error.words)]
    }
    return findings
  }

  private static func integrity(of store: ProjectStore, at path: String) async -> Finding {
    do {
      try await store.verify()
      return .integrity(damage: nil, at: path)
    } catch {
      if case .corrupt(_, let text) = error { return .integrity(damage: text, at: path) }
      return .unusable(error.words)
    }
  }

  private static func engineFinding(_ engine: ProjectStore.Engine, sqlite version: String?) -> Finding {
    let isChosen = ProcessInfo.processInfo.environment["KILLALL_TOFU_STORE"]?.isEmpty == false
    return .engine(engine.words, isChosen: isChosen, sqlite: version)
  }

  private static func daemon(of path: String) -> Finding {
    let holder = DaemonLock.holder(beside: path)
    return .daemon(processID: holder?.processID, program: holder?.program)
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
