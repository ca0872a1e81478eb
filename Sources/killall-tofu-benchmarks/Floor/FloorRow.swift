import CSQLite
import Deadlines
import Foundation

// A row of `projects` as a program without any layer would read it: one C call per cell, by position.

/// The columns of `projects` in the order in which the floor reads them.
let floorColumns = """
  id, path, name, timeout, command, active, status, generation, source, tags, hold_reason, destroy_at, \
  scheduled_at, accepted_generation, accepted_boot, accepted_awake, accepted_at, accepted_offset, \
  created_at, updated_at, awaits_user, config, silence, stalled_since, reminded_offset, lives_since
  """

extension FloorStatement {
  /// The project of the present row, each cell decoded into the value its column means.
  func project() throws(FloorError) -> Project {
    guard let status = ProjectStatus(rawValue: text(6)), let source = Project.Source(rawValue: text(8)),
      let createdAt = time(18), let updatedAt = time(19)
    else { throw FloorError(text: "row \(integer(0)) of projects makes no sense") }
    return Project(
      id: Project.ID(integer(0)), path: text(1), name: text(2), timeout: text(3), command: text(4),
      status: status, isActive: integer(5) != 0, holdReason: textIfPresent(10).flatMap(HoldReason.init),
      silence: textIfPresent(22).flatMap(Silence.init), stalledSince: time(23),
      remindedOffset: type(24) == SQLITE_INTEGER ? .seconds(integer(24)) : nil, awaitsUser: integer(20) != 0,
      generation: Generation(integer(7)),
      source: source, tags: words(9), deadline: time(11), scheduledAt: time(12), acceptance: acceptance(),
      livesSince: time(25), warningOffsets: textIfPresent(21) == nil ? nil : [],
      createdAt: createdAt, updatedAt: updatedAt)
  }

  /// A time by its stored type: integer seconds, or SQLite's text, which another program may have written.
  private func time(_ index: Int32) -> Timestamp? {
    switch type(index) {
    case SQLITE_INTEGER: return Timestamp(integer(index))
    case SQLITE_TEXT:
      guard let date = try? Date(text(index) + "Z", strategy: sqliteText) else { return nil }
      return Timestamp(Int64(date.timeIntervalSince1970))
    default: return nil
    }
  }

  private func words(_ index: Int32) -> [String] {
    let text = text(index)
    if text == "[]" { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }

  private func acceptance() -> Acceptance? {
    guard type(13) == SQLITE_INTEGER, let boot = textIfPresent(14), let wall = time(16) else { return nil }
    return Acceptance(
      generation: Generation(integer(13)), bootID: boot, awakeSeconds: integer(15), wall: wall,
      offset: .seconds(integer(17)))
  }
}

/// `YYYY-MM-DD HH:MM:SS`, as SQLite's CURRENT_TIMESTAMP writes it.
private let sqliteText = Date.ISO8601FormatStyle(dateTimeSeparator: .space)
