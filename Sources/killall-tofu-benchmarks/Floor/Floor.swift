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
    findActive = try connection.prepare(FloorSQL.select + "WHERE active = 1 ORDER BY id")
    findExpiring = try connection.prepare(
      FloorSQL.select + "WHERE active = 1 AND destroy_at > ? AND destroy_at <= ? ORDER BY destroy_at, id")
    findNext = try connection.prepare(
      FloorSQL.select + "WHERE active = 1 AND destroy_at > ? ORDER BY destroy_at, id LIMIT 1")
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

  /// Prepared statements of a connection that is to be asked about its settings.
  func answer(_ sql: String) throws(FloorError) -> String { try connection.answer(sql) }
}

enum FloorSQL {
  static let select = "SELECT \(floorColumns) FROM projects "
  static let insertProject = """
    INSERT INTO projects (path, name, timeout, command, status, generation, source, tags, destroy_at,
      scheduled_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  static let insertEvent =
    "INSERT INTO events (project_id, type, message, metadata, created_at) VALUES (?, ?, ?, ?, ?)"
  static let postpone = """
    UPDATE projects SET destroy_at = ?, generation = ?, scheduled_at = ?, accepted_generation = NULL,
      accepted_boot = NULL, accepted_awake = NULL, accepted_at = NULL, accepted_offset = NULL, updated_at = ?
    WHERE id = ?
    """
}
