import Deadlines
import ProjectStore

/// The first column: what the work costs on libsqlite3 alone, written out by hand.
///
/// An actor, so that a whole turn runs on one thread without a hop inside. Its answers are the same values as
/// those of the engines; it reads back nothing that it knows already.
actor Floor {
  let connection: FloorConnection
  private let begin: FloorStatement
  private let commit: FloorStatement
  private let rollback: FloorStatement
  let insertProject: FloorStatement
  let insertEvent: FloorStatement
  let findByID: FloorStatement
  let findActive: FloorStatement
  let findExpiring: FloorStatement
  let findNext: FloorStatement
  let rename: FloorStatement
  let postpone: FloorStatement
  let delete: FloorStatement

  /// Opens a file that a store has made.
  init(path: String) throws(FloorError) {
    connection = try FloorConnection(path: path)
    begin = try connection.prepare("BEGIN IMMEDIATE")
    commit = try connection.prepare("COMMIT")
    rollback = try connection.prepare("ROLLBACK")
    insertProject = try connection.prepare(FloorSQL.insertProject)
    insertEvent = try connection.prepare(FloorSQL.insertEvent)
    findByID = try connection.prepare(FloorSQL.select + "WHERE id = ?")
    findActive = try connection.prepare(FloorSQL.select + "WHERE active ORDER BY id")
    let time = try connection.indexedDeadline()
    findExpiring = try connection.prepare(FloorSQL.findExpiring(by: time))
    findNext = try connection.prepare(FloorSQL.findNext(by: time))
    rename = try connection.prepare("UPDATE projects SET name = ?, updated_at = ? WHERE id = ?")
    postpone = try connection.prepare(FloorSQL.postpone)
    delete = try connection.prepare("DELETE FROM projects WHERE id = ?")
  }

  /// Does `work` for each number in turn, on one thread, and tells how long all of it took.
  func time(_ turn: Range<Int>, _ work: @Sendable (isolated Floor, Int) throws -> Int) throws -> Turn {
    try Turn.time(turn) { try work(self, $0) }
  }

  /// Writes all of `body` or nothing of it.
  func transaction<Value>(_ body: () throws -> Value) throws -> Value {
    try begin.run()
    do {
      let value = try body()
      try commit.run()
      return value
    } catch {
      try? rollback.run()
      throw error
    }
  }

  /// One text that `sql` answers.
  func answer(_ sql: String) throws(FloorError) -> String { try connection.answer(sql) }
}

/// The statements of the floor that are longer than a line.
enum FloorSQL {
  static let select = "SELECT \(floorColumns) FROM projects "
  static func findExpiring(by time: String) -> String {
    select + "WHERE active AND \(time) >= ? AND \(time) < ? ORDER BY \(time), id"
  }
  static func findNext(by time: String) -> String {
    select + "WHERE active AND \(time) >= ? ORDER BY \(time), id LIMIT 1"
  }
  static let insertProject = """
    INSERT INTO projects (path, name, timeout, command, status, generation, source, tags, destroy_at,
      scheduled_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  static let insertEvent =
    "INSERT INTO events (project_id, type, message, metadata, created_at) VALUES (?, ?, ?, ?, ?)"
  static let postpone = """
    UPDATE projects SET destroy_at = ?, generation = ?, scheduled_at = ?, accepted_generation = NULL,
      accepted_boot = NULL, accepted_awake = NULL, accepted_at = NULL, accepted_offset = NULL, awaits_user = 0,
      updated_at = ?
    WHERE id = ?
    """
}
