import Foundation
import RealParts
import Testing

/// The main job through the built programs alone: what is read and pressed here is what a person reads and presses.
@Suite(.desktop) struct MainJobTests {
  /// A row of another program, a real notification, its Extend button, a new warning, the command, the record.
  @Test func aForeignRowIsWarnedExtendedAndDestroyed() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      try await desk.sqlite(
        """
        INSERT INTO projects (path, name, timeout, command)
        VALUES ('\(desk.project)', 'demo', '12 seconds', 'echo gone; pwd; rm marker')
        """)
      try Data().write(to: URL(filePath: "\(desk.project)/marker"))
      try await desk.wait("first sight", within: 5) {
        try await desk.sqlite("SELECT destroy_at IS NOT NULL FROM projects") == "1"
      }
      let before = try await desk.number("SELECT destroy_at FROM projects")
      let generation = try await desk.number("SELECT generation FROM projects")
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      #expect(FileManager.default.fileExists(atPath: "\(desk.project)/marker"))
      try await dunst.press("Extend 15 min")
      try await desk.wait("the extension") {
        try await desk.number("SELECT destroy_at FROM projects") == before + 900
      }
      #expect(try await desk.number("SELECT generation FROM projects") == generation + 1)
      // A quarter of an hour is too long for a test: another program brings the deadline near again.
      try await desk.sqlite("UPDATE projects SET destroy_at = CAST(strftime('%s', 'now') AS INTEGER) + 8")
      try await desk.waitForStatus("destroyed")
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/marker"))
      #expect(try await desk.sqlite("SELECT active FROM projects") == "0")
      #expect(
        try await desk.sqlite("SELECT status, exit_code, output, started_at <= completed_at FROM executions")
          == "completed|0|gone\n\(desk.project)\n|1")
      #expect(
        try await desk.events() == ["created", "warned", "extended", "warned", "executed", "destroyed"])
    }
  }

  /// The twin over D-Bus: Extend and Cancel by another program, and nothing is destroyed.
  @Test func aProjectIsExtendedAndCancelledOverDBus() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "10s", "--name", "demo", "--command", "touch destroyed")
      #expect(added.code == 0, "\(added.errors)")
      let before = try await desk.number("SELECT destroy_at FROM projects")
      try await desk.wait("the object") {
        try await desk.run("busctl", "--user", "tree", "--list", name).output.contains("projects/1\n")
      }
      let extended = try await desk.run(
        "gdbus", "call", "--session", "-d", name, "-o", path, "-m", "\(name).Manager.Extend", "demo", "3")
      #expect(extended.output == "(uint64 \(before + 3),)\n", "\(extended.errors)")
      #expect(
        try await desk.run(
          "busctl", "--user", "get-property", name, "\(path)/projects/1", "\(name).Project", "Deadline"
        ).output == "t \(before + 3)\n")
      let stale = try await desk.run(
        "busctl", "--user", "call", name, "\(path)/projects/1", "\(name).Project", "Cancel", "t", "1")
      #expect(stale.code != 0)
      #expect(try await desk.sqlite("SELECT status FROM projects") == "scheduled")
      let cancelled = try await desk.run(
        "busctl", "--user", "call", name, "\(path)/projects/1", "\(name).Project", "Cancel", "t", "2")
      #expect(cancelled.code == 0, "\(cancelled.errors)")
      #expect(try await desk.sqlite("SELECT status, active FROM projects") == "cancelled|0")
      // Past the deadline there was, with the daemon still at work: a second project's life proves it.
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('/tmp', 'other', '14s', 'true')")
      try await desk.waitForStatus("destroyed", of: 2)
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/destroyed"))
      #expect(try await desk.number("SELECT count(*) FROM executions WHERE project_id = 1") == 0)
    }
  }

  /// Promise 1 on the real thing: without a server nothing is destroyed; with one, not before the notice.
  @Test func withoutANotificationServerNothingIsDestroyed() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "6s", "--name", "demo", "--command", "date +%s > destroyed")
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "unwarned")
      let shown = try await desk.killallTofu("show", "demo")
      #expect(
        shown.output.contains("held: nobody could be warned, because no notification server is running"))
      let dunst = try await desk.startDunst()
      // It is on the screen a moment before its acceptance is on record.
      try await desk.wait("the warning") {
        try await desk.sqlite("SELECT accepted_at IS NOT NULL FROM projects") == "1"
      }
      #expect(try await dunst.shown() == 1)
      let warnedAt = try await desk.number("SELECT accepted_at FROM projects")
      try await desk.waitForStatus("destroyed")
      let text = try String(contentsOfFile: "\(desk.project)/destroyed", encoding: .utf8)
      let destroyedAt = try #require(Int(text.filter(\.isNumber)))
      #expect(destroyedAt - warnedAt >= 3)
    }
  }

  /// Cancel on the notification keeps the project, and the confirmation offers Resume.
  @Test func cancelAndResumeAreButtons() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "20s", "--name", "demo", "--command", "touch destroyed")
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      try await dunst.press("Cancel")
      try await desk.waitForStatus("cancelled")
      try await desk.wait("the confirmation") {
        try await dunst.press("Resume")
        return try await desk.sqlite("SELECT status FROM projects") == "scheduled"
      }
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/destroyed"))
      #expect(try await desk.events() == ["created", "warned", "cancelled", "configured"])
    }
  }

  @Test(arguments: [
    ("echo why >&2; exit 3", "failed|3", "exit code 3"),
    ("kill -9 $$", "failed|", "signal 9"),
    ("no-such-program-anywhere", "failed|127", "not found"),
  ])
  func aFailureSaysWhy(command: String, row: String, words: String) async throws {
    try await Desk.with { desk in
      try desk.configure("execution: {retry: {max_attempts: 1}}")
      let dunst = try await desk.startDunst()
      try desk.settings("execution: {retry: {max_attempts: 1}}")
      try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "3s", "--name", "demo", "--command", command)
      try await desk.waitForStatus("failed")
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == row)
      try await desk.wait("the notification") {
        _ = try await desk.run("dunstctl", "close-all")
        return try await dunst.texts().contains {
          $0.contains("could not be destroyed") && $0.contains(words)
        }
      }
      let history = try await desk.killallTofu("history", "demo")
      #expect(history.output.contains(words))
    }
  }

  private var name: String { "io.github.killallgit.KillallTofu1" }
  private var path: String { "/io/github/killallgit/KillallTofu1" }
}

extension Trait where Self == ConditionTrait {
  /// Needs a bus daemon, Xvfb and dunst, which `desktop/test` provides.
  static var desktop: Self {
    .enabled(
      if: ProcessInfo.processInfo.environment["KILLALL_TOFU_DESKTOP_TESTS"] == "1",
      "KILLALL_TOFU_DESKTOP_TESTS is not 1; desktop/test runs this suite")
  }
}
