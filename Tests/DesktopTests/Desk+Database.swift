import Foundation
import RealParts
import Testing

extension Desk {
  /// What the `sqlite3` program answers: one line a row, columns parted by `|`.
  @discardableResult
  func sqlite(_ sql: String) async throws -> String {
    let answer = try await run("sqlite3", "-cmd", ".timeout 5000", database, sql)
    try #require(answer.code == 0, "\(sql): \(answer.errors)")
    return answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// A number from the file.
  func number(_ sql: String) async throws -> Int {
    try #require(Int(try await sqlite(sql)))
  }

  /// Waits until the project has this status.
  func waitForStatus(_ status: String, of project: Int = 1) async throws {
    try await wait("status \(status)") {
      try await sqlite("SELECT status FROM projects WHERE id = \(project)") == status
    }
  }

  /// The kinds of the project's events, oldest first.
  func events(of project: Int = 1) async throws -> [String] {
    try await sqlite("SELECT type FROM events WHERE project_id = \(project) ORDER BY id")
      .split(separator: "\n").map(String.init)
  }
}
