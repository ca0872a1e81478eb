import Foundation
import RealParts
import Testing

/// The main job in plain SQL, and the way there and back: what the choice of the engine must not change.
@Suite(.desktop) struct EngineTests {
  @Test func theRawEngineWarnsExtendsAndDestroys() async throws {
    try await Desk.with { desk in
      desk.set("KILLALL_TOFU_STORE", "raw")
      let dunst = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      #expect(daemon.errors.contains("raw"))
      try await desk.sqlite(
        """
        INSERT INTO projects (path, name, timeout, command)
        VALUES ('\(desk.project)', 'demo', '12 seconds', 'echo gone; rm marker')
        """)
      try Data().write(to: URL(filePath: "\(desk.project)/marker"))
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      let before = try await desk.number("SELECT destroy_at FROM projects")
      try await dunst.press("Extend 15 min")
      try await desk.wait("the extension") {
        try await desk.number("SELECT destroy_at FROM projects") == before + 900
      }
      // The command line on the other engine, at the same time.
      desk.set("KILLALL_TOFU_STORE", "typed")
      let listed = try await desk.killallTofu("list", "--json")
      #expect(listed.code == 0 && listed.output.contains(#""name""#), "\(listed.errors)")
      try await desk.sqlite("UPDATE projects SET destroy_at = CAST(strftime('%s', 'now') AS INTEGER) + 8")
      try await desk.waitForStatus("destroyed")
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/marker"))
      #expect(try await desk.sqlite("SELECT status, exit_code, output FROM executions") == "completed|0|gone")
      #expect(
        try await desk.events() == ["created", "warned", "extended", "warned", "executed", "destroyed"])
    }
  }

  @Test(arguments: [("typed", "raw"), ("raw", "typed")])
  func aRestartOnTheOtherEngineLosesNothing(first: String, second: String) async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      desk.set("KILLALL_TOFU_STORE", first)
      let daemon = try await desk.startDaemon()
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "20s", "--name", "demo", "--command", "rm marker")
      #expect(added.code == 0, "\(added.errors)")
      try Data().write(to: URL(filePath: "\(desk.project)/marker"))
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      // It is on the screen a moment before its acceptance is on record.
      try await desk.wait("its acceptance") {
        try await desk.sqlite("SELECT generation, accepted_generation FROM projects") == "1|1"
      }
      await daemon.end()
      desk.set("KILLALL_TOFU_STORE", second)
      try await desk.startDaemon()
      try await desk.waitForStatus("destroyed")
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/marker"))
      #expect(try await desk.number("SELECT count(*) FROM executions") == 1)
      #expect(try await desk.events().suffix(2) == ["executed", "destroyed"])
    }
  }
}
