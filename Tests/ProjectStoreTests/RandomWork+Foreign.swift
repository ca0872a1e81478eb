import Deadlines
import Foundation
import RealParts

@testable import ProjectStore

extension RandomWork {
  /// What a program of the seed schema may write, and what none should.
  mutating func foreignWrite() -> Step {
    let (id, execution) = (project().number, execution().number)
    let path = random.once(in: 6) ? "" : path()
    let cell = cell()
    let statements = [
      """
      INSERT INTO projects (path, name, timeout, command, active, created_at, updated_at, destroy_at)
      VALUES ('\(path)', 'foreign', '1h', 'true', \(id % 3), \(cell), 1700000000, \(self.cell()))
      """,
      "UPDATE projects SET active = 1 - active WHERE id = \(id)",
      "UPDATE projects SET active = \(cell) WHERE id = \(id)",
      "UPDATE projects SET destroy_at = \(cell) WHERE id = \(id)",
      "UPDATE projects SET command = \(cell), path = '\(path)' WHERE id = \(id)",
      "UPDATE projects SET \(random.one(of: Self.columns)) = \(cell) WHERE id = \(id)",
      "UPDATE OR IGNORE projects SET created_at = \(cell), tags = \(self.cell())",
      "INSERT INTO executions (project_id, status, exit_code, created_at) VALUES (\(id), 'failed', \(cell), 7)",
      "UPDATE executions SET \(random.one(of: ["status", "started_at", "output"])) = \(cell) WHERE id = \(execution)",
      "INSERT INTO events (project_id, type, message, created_at) VALUES (\(id), 'error', \(cell), \(self.cell()))",
      "DELETE FROM projects WHERE id = \(id)",
    ]
    let sql = random.one(of: statements)
    return Step(sql) { store in
      var outcome = "done"
      do { try await store.run(sql) } catch { outcome = "\(error)".replacing(store.place, with: "FILE") }
      return outcome + " " + (try await Self.settleClock(in: store))
    }
  }

  private static let columns = [
    "status", "hold_reason", "generation", "source", "tags", "scheduled_at", "accepted_generation",
    "accepted_awake", "accepted_at", "updated_at", "name", "timeout", "removed_at", "removed_at",
  ]

  /// The trigger for other writers notes the wall clock, which may tick between the two stores: what lies
  /// within a minute of now becomes one fixed time, and only that.
  private static func settleClock(in store: ProjectStore) async throws -> String {
    let now = Int64(Date.now.timeIntervalSince1970)
    let count = try await store.record { connection in
      try connection.run(
        """
        UPDATE projects SET scheduled_at = 1699999999
        WHERE typeof(scheduled_at) = 'integer' AND scheduled_at BETWEEN ? AND ?
        """, [.integer(now - 60), .integer(now + 60)])
    }
    return "\(count) clocked"
  }

  /// An SQL value that a cell may hold.
  private mutating func cell() -> String {
    let time = time().seconds
    return random.one(of: [
      "\(time)", "\(time)", "datetime(\(time), 'unixepoch')", "datetime(\(time), 'unixepoch')",
      "strftime('%Y-%m-%dT%H:%M:%S,9999+02', \(time), 'unixepoch')", "'2023-11-15'", "4000000000", "'soon'",
      "NULL", "0", "1", "1.5", "x'00ff'", "''", "'[]'", "'held'", "'scheduled'", "CAST(x'61ff' AS TEXT)",
      "'a' || char(0) || 'b'", "9223372036854775807", "-9e300", "'1'",
    ])
  }
}
