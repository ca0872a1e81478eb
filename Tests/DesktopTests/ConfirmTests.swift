import Foundation
import RealParts
import Testing

/// Promise 5 on real programs: another program asks for a teardown, a click on dunst's popup decides.
@Suite(.desktop) struct ConfirmTests {
  private func gone(_ desk: Desk) -> Bool { FileManager.default.fileExists(atPath: "\(desk.folder)/gone") }

  @Test func aClickDestroysAndNothingElse() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      try await desk.add("touch ../gone")
      try await desk.waitForObject()
      let asked = try await desk.call("RequestDestroy", "demo")
      #expect(asked.code == 0, "\(asked)")
      #expect(try await dunst.shown() == 1)
      try await dunst.press("Keep")
      try await desk.wait("the end of the question") { try await dunst.shown() == 0 }
      #expect(try await desk.sqlite("SELECT status FROM projects") == "scheduled")
      let again = try await desk.call("RequestDestroy", "demo")
      #expect(again.errors.contains("\(Desk.busName).Error.LimitExceeded"), "\(again)")

      _ = try await desk.killallTofu(
        "add", "\(desk.folder)/home", "--timeout", "1h", "--name", "other", "--command", "touch ../gone")
      try await desk.waitForObject(2)
      #expect(try await desk.call("RequestDestroy", "other").code == 0)
      #expect(!gone(desk))
      try await dunst.press("Destroy now")
      try await desk.waitForStatus("destroyed", of: 2)
      #expect(gone(desk))
      #expect(try await desk.sqlite("SELECT project_id, reason FROM executions") == "2|confirmed")
      let over = try await desk.call("RequestDestroy", "other")
      #expect(over.errors.contains("\(Desk.busName).Error.WrongState"), "\(over)")
      let texts = try await dunst.everShown()
      #expect(texts.contains("Destroy other now?\ntouch ../gone\nin ~"), "\(texts)")
    }
  }

  /// The popup of a daemon that was killed stays up; whoever clicks on it gets nothing.
  @Test func theQuestionOfADeadDaemonIsAnsweredByNobody() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      try await desk.add("touch ../gone")
      try await desk.waitForObject()
      #expect(try await desk.call("RequestDestroy", "demo").code == 0)
      await daemon.end(SIGKILL)
      let next = try await desk.startDaemon()
      try await desk.waitForObject()
      try await dunst.press("Destroy now")
      // Its answer comes after whatever the click might have done.
      #expect(try await desk.call("Extend", "demo", "60").code == 0)
      #expect(try await desk.number("SELECT count(*) FROM executions") == 0)
      #expect(!gone(desk))
      // What a daemon that is stopped has asked goes with it.
      #expect(try await desk.call("RequestDestroy", "demo").code == 0)
      let shown = try await dunst.shown()
      next.send(SIGTERM)
      #expect(await next.finished().code == 0)
      #expect(try await dunst.shown() == shown - 1)
    }
  }

  @Test func whereNobodyWouldSeeItThatIsSaid() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      try await desk.add("touch ../gone")
      try await desk.waitForObject()
      let answer = try await desk.call("RequestDestroy", "demo")
      #expect(answer.errors.contains("\(Desk.busName).Error.WrongState"), "\(answer)")
      #expect(answer.errors.contains("no notification server is running"), "\(answer)")
      for (project, error) in [("none", "NotFound"), ("7", "NotFound")] {
        let unknown = try await desk.call("RequestDestroy", project)
        #expect(unknown.errors.contains("Error.\(error)"), "\(unknown)")
      }
      #expect(try await desk.number("SELECT count(*) FROM executions") == 0)
    }
  }
}
