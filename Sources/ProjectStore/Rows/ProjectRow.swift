import Deadlines
import Foundation
import GRDB

/// The columns of `projects` that we read, in the order of the selection.
enum ProjectColumn: String, StoredColumn {
  case id, path, name, timeout, command, active, status, generation, source, tags
  case holdReason = "hold_reason"
  case destroyAt = "destroy_at"
  case scheduledAt = "scheduled_at"
  case acceptedGeneration = "accepted_generation"
  case acceptedBoot = "accepted_boot"
  case acceptedAwake = "accepted_awake"
  case acceptedAt = "accepted_at"
  case acceptedOffset = "accepted_offset"
  case createdAt = "created_at"
  case updatedAt = "updated_at"

  static let table = "projects"
  static let positions = countPositions()
}

/// A row of `projects` that makes sense.
struct ProjectRow: TableRecord, FetchableRecord {
  static let databaseTableName = ProjectColumn.table
  static var databaseSelection: [any SQLSelectable] { ProjectColumn.allCases }

  let project: Project
  /// The flag as stored; while a teardown runs another program may have taken it away.
  let isActive: Bool

  init(row: Row) throws {
    try self.init(reading: CellReader(row, idColumn: ProjectColumn.id))
  }

  private init(reading cells: CellReader<ProjectColumn>) throws(BadCell) {
    isActive = try cells.integer(.active) != 0
    let status = try Self.status(cells, isActive: isActive)
    let generation = try cells.integer(.generation)
    guard generation > 0 else { throw cells.reject(.generation) }
    project = Project(
      id: Project.ID(try cells.integer(.id)),
      path: try cells.text(.path), name: try cells.text(.name), timeout: try cells.text(.timeout),
      command: try cells.text(.command),
      status: status, holdReason: status == .held ? try cells.word(.holdReason) : nil,
      generation: Generation(generation), source: try cells.word(.source), tags: try Self.tags(cells),
      deadline: try cells.timeIfPresent(.destroyAt), scheduledAt: try cells.timeIfPresent(.scheduledAt),
      acceptance: Self.acceptance(cells),
      createdAt: try cells.time(.createdAt), updatedAt: try cells.time(.updatedAt))
  }

  /// The state, with the flag that programs of the seed schema know taking precedence where it can only mean
  /// Cancel.
  ///
  /// A flag that would revive a destroyed or cancelled row without having passed the trigger is a
  /// contradiction.
  private static func status(
    _ cells: CellReader<ProjectColumn>, isActive: Bool
  ) throws(BadCell) -> ProjectStatus {
    let status: ProjectStatus = try cells.word(.status)
    switch (status, isActive) {
    case (.scheduled, false), (.held, false), (.failed, false): return .cancelled
    case (.destroyed, true), (.cancelled, true): throw cells.reject(.status)
    default: return status
    }
  }

  private static func tags(_ cells: CellReader<ProjectColumn>) throws(BadCell) -> [String] {
    guard let text = try cells.textIfPresent(.tags), text != "[]" else { return [] }
    guard let tags = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
      throw cells.reject(.tags)
    }
    return tags
  }

  /// An acceptance that is incomplete or unreadable counts as none: then the user is warned again.
  private static func acceptance(_ cells: CellReader<ProjectColumn>) -> Acceptance? {
    guard let generation = try? cells.integerIfPresent(.acceptedGeneration),
      let boot = try? cells.textIfPresent(.acceptedBoot),
      let awake = try? cells.integerIfPresent(.acceptedAwake),
      let wall = try? cells.timeIfPresent(.acceptedAt),
      let offset = try? cells.integerIfPresent(.acceptedOffset)
    else { return nil }
    return Acceptance(
      generation: Generation(generation), bootID: boot, awakeSeconds: awake, wall: wall,
      offset: .seconds(offset))
  }
}
