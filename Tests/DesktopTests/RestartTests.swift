import Foundation
import RealParts
import Testing

/// A daemon that is killed leaves its popups up; the next one makes their buttons work.
@Suite(.desktop) struct RestartTests {
  @Test func theButtonsOfAWarningWorkAfterTheDaemonWasKilled() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      let killed = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "2h", "--command", "true")
      _ = try await desk.sqlite(
        "UPDATE projects SET destroy_at = CAST(strftime('%s', 'now') AS INTEGER) + 200")
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      try await desk.wait("its record") { try await desk.events().contains("warned") }
      await killed.end(SIGKILL)
      let deadline = try #require(Int(try await desk.sqlite("SELECT destroy_at FROM projects")))
      _ = try await desk.startDaemon()
      try await desk.wait("the extension") {
        // The popup's button does nothing until the new daemon has put its own in place.
        try await dunst.press("Extend 1 hour")
        return try await desk.events().contains("extended")
      }
      #expect(try await desk.sqlite("SELECT destroy_at FROM projects") == "\(deadline + 3_600)")
      // The answer stands there alone: the warning is gone, and was not there twice.
      try await desk.wait("the answer") {
        let texts = try await dunst.texts()
        return try await dunst.shown() == 1 && texts.count { $0.contains("is destroyed in") } <= 1
      }
    }
  }
}
