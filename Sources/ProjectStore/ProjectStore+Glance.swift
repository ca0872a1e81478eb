public import Deadlines
import Foundation

/// What a quick look at a file shows of a project: enough for a person to choose one.
public struct ProjectGlance: Hashable, Sendable {
  /// Its number.
  public var id: Project.ID
  /// Its name as stored; another program may have put anything there.
  public var name: String
  /// Its directory as stored.
  public var path: String
  /// Its state; of a row that a program without states wrote, scheduled or cancelled.
  public var status: ProjectStatus
}

extension ProjectStore {
  /// The projects that the file at `path` holds and its user did not remove, the nearest deadline first.
  ///
  /// Nothing is made, migrated or written, beside the file neither. It is for answers that must be quick or not given at
  /// all, so there is no error: of a file that is missing, no database, damaged, in WAL mode (whose readers write beside
  /// it), or locked for longer than `patience`, it is empty, and a row that makes no sense is left out. Blocks the
  /// calling thread.
  public static func glance(at path: String, patience: Duration = .milliseconds(20)) -> [ProjectGlance] {
    do {
      guard try !FileHead(of: path).isWAL else { return [] }
      let connection = try RawConnection(path, isReadOnly: true, patience: patience)
      // What the schema of another program's file defines gets to call nothing.
      try connection.execute("PRAGMA trusted_schema = OFF")
      let present = Set(try connection.declaredTypes(of: "projects").keys)
      let status = present.contains("status") ? "status" : "NULL"
      let shown = present.contains("removed_at") ? "WHERE active OR removed_at IS NULL" : ""
      return try connection.cells(
        "SELECT id, name, path, active, \(status) FROM projects \(shown) ORDER BY NOT active, destroy_at, id",
        []
      ).compactMap(ProjectGlance.init)
    } catch {
      return []
    }
  }
}

extension ProjectGlance {
  fileprivate init?(_ row: [Cell]) {
    guard case .integer(let id) = row[0], case .text(let name) = row[1], case .text(let path) = row[2] else {
      return nil
    }
    var status = row[3] == .integer(0) ? ProjectStatus.cancelled : .scheduled
    // The flag is the truth where a program that knows no states set it.
    if case .text(let text) = row[4], let stored = ProjectStatus(rawValue: text),
      stored.isActive == status.isActive
    {
      status = stored
    }
    self.init(id: Project.ID(id), name: name, path: path, status: status)
  }
}
