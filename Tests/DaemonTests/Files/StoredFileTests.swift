import Deadlines
import Discovery
import Foundation
import ProjectStore
import Settings
import Testing

@testable import Daemon

/// The settings write what the store reads: were one of them misunderstood, a hook would be left out, or every look would
/// take the row for another program's.
@Suite struct StoredFileTests {
  let desk: FileDesk

  init() throws {
    desk = try FileDesk()
  }

  @Test(arguments: [
    "", "protected: true\n", "protected: no\n", "warnings: []\n", "warnings: [5]\n",
    "warnings: [90s, 2 hours, 5, 1 day, 5 min]\n", "warnings: [1s, 365 days]\n",
    "execution: {}\nhooks: {}\n", "execution: {timeout: 1.5 hours}\n",
    "execution: {timeout: 1s, kill_after: 365 days}\n",
    "execution: {retries: 0}\n", "execution: {retries: 99}\n",
    "execution: {working_directory: ./infra/./eu/}\n",
    "execution: {working_directory: .}\n", "execution: {workingDir: \"a b/ü/'\\\"\"}\n",
    "execution: {working_directory: \"a\\\\b/{c}\"}\n",
    "execution: {environment: {A: sandbox, COUNT: 07, EMPTY: \"\", ON: yes, EQ: \"a=b\"}}\n",
    "execution: {environment: {A: \"1\\n2\\t“ü”\\\\ \\\"{\", _b: \"/x//y\", C: ' ', D: \"\\u2028\\U0001F4A5\"}}\n",
    "hooks: {before_destroy: ./check}\n", "hooks: {pre_destroy: [a, b], on_failure: [./tell]}\n",
    "hooks: {after_destroy: \"  echo \\\"done\\\"  \\n\", on_failure: \"echo {\\\\\"}\n",
    "hooks:\n  afterDestroy: |-\n    if true; then\n      echo /a/b; fi\n",
    "protected: true\nwarnings: [3]\nexecution: {retries: 1, environment: {X: y}}\nhooks: {on_failure: x}\n",
  ])
  func whatAFileSaysIsReadBackAsItWasAllowed(more: String) async throws {
    try desk.write(projectFile("tofu destroy", "tags: [a, \"b, [c]\", \"“d”\"]\n" + more))
    let found = try await desk.found()
    guard case .sound(let file, let digest) = found.content else {
      Issue.record("\(found.content)")
      return
    }
    try await desk.allow()
    let row = try await desk.project()
    #expect(row.wishes == file.wishes && row.warningOffsets == file.warningOffsets)
    #expect(row.isProtected == file.isProtected && row.tags == file.tags && row.config == file.config)
    #expect(row.flaw == nil && row.isAllowed)
    let content = try #require(
      FileContent(file, digest, in: found.directory, known: row, searchPath: nil))
    #expect(row.says(content))
    #expect(try await desk.look("demo") == [.unchanged])
    #expect(try await desk.project() == row)
  }
}
