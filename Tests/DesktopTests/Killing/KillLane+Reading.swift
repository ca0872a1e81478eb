import Foundation
import RealParts
import Testing

// What the file, the marks and the daemon say of a round.

extension KillLane {
  /// Whether nothing will happen any more unless somebody asks for it.
  func isAtRest(_ folder: String) async throws -> Bool {
    guard kill(daemon.pid, 0) == 0 else { return false }
    return try await desk.number(
      """
      SELECT count(*) FROM projects WHERE path = '\(folder)/project'
      AND (status IN ('destroyed', 'failed') OR (status = 'held' AND hold_reason = 'interrupted')
        OR (status = 'scheduled' AND destroy_at > strftime('%s', 'now') + 600))
      AND NOT EXISTS (SELECT 1 FROM executions WHERE project_id = projects.id AND under_way)
      """) == 1
  }

  func findings(
    killed: Set<Victim>, isSettled: Bool, _ folder: String
  ) async throws -> KillFindings {
    let project = try await desk.sqlite(
      "SELECT id, status, coalesce(hold_reason, '') FROM projects WHERE path = '\(folder)/project'"
    ).split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let attempts = try await desk.sqlite(
      "SELECT status, exit_code FROM executions WHERE project_id = \(project[0]) ORDER BY id"
    ).split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    return KillFindings(
      killed: killed, isSettled: isSettled, status: project[1], holdReason: project[2],
      attempts: attempts.map { .init(status: String($0[0]), exitCode: Int($0[1])) },
      marks: Marks(in: folder + "/marks"), hooks: ["before", "after"].map { Marks(in: "\(folder)/\($0)") })
  }

  func story(_ folder: String) async throws -> String {
    let events = try await desk.sqlite(
      """
      SELECT type || ': ' || message FROM events WHERE project_id =
      (SELECT id FROM projects WHERE path = '\(folder)/project') ORDER BY id
      """)
    return events + "\n" + daemon.errors.split(separator: "\n").suffix(12).joined(separator: "\n")
  }
}
